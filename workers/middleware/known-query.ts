import type { MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { DomainError } from '#functions/errors.ts'
import type { AppEnv } from '../app-env.ts'

type Known<S extends z.ZodObject> = MiddlewareHandler<
  AppEnv,
  string,
  { in: { query: z.input<S> }; out: { query: z.output<S> } }
>

/** Which parameters a handler was declared with. */
const declared = new WeakMap<object, readonly string[]>()

/** The query of a list without filters: where it goes on, as its last page wrote it. */
export const listQuery = z.object({ after: z.string().max(1000).optional() })

/**
 * Declares the query that a page knows: the handler finds it in `c.req.valid('query')`, and whatever
 * else is in an address makes no other page (`knownParams`). A form sends what is left open as empty
 * text, which counts as not given. `personal` are those that mean something to the signed-in only.
 * Throws malformed for a value that the schema refuses.
 */
export function knownQuery<S extends z.ZodObject>(
  schema: S,
  { personal = [] }: { personal?: readonly (keyof S['shape'] & string)[] } = {},
): Known<S> {
  const known: Known<S> = async (c, next) => {
    const given = Object.entries(c.req.query()).filter(([, value]) => value !== '')
    const result = schema.safeParse(Object.fromEntries(given))
    if (!result.success) throw malformed(result.error)
    c.req.addValidatedData('query', result.data)
    await next()
  }
  const names = Object.keys(schema.shape).filter((name) => !personal.some((one) => one === name))
  declared.set(known, names)
  return known
}

/** What a handler of a route lets through, if it is one of ours. */
export const paramsOf = (handler: object): readonly string[] => declared.get(handler) ?? []

function malformed({ issues }: z.ZodError) {
  const name = String(issues[0]?.path[0] ?? 'that')
  return new DomainError('malformed', `We could not make sense of “${name}” in the address`)
}
