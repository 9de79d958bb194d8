import type { MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { DomainError } from '#functions/errors.ts'
import { eventCursor } from '#functions/events/cursor.ts'
import type { AppEnv } from '../app-env.ts'
import { type KnownParams, valuesOf } from '../gateway/canonical-url.ts'

type Known<S extends z.ZodObject> = MiddlewareHandler<
  AppEnv,
  string,
  { in: { query: z.input<S> }; out: { query: z.output<S> } }
>

/** Which parameters a handler was declared with. */
const declared = new WeakMap<object, KnownParams>()

/** The query of a list of events without filters: where it goes on, as its last page wrote it. */
export const listQuery = z.object({ after: eventCursor }).partial()

/**
 * Declares the query that a page knows: each parameter with the shape of its values. The handler finds
 * it in `c.req.valid('query')`, and whatever else is in an address makes no other page
 * (`knownParams`). One whose shape is a list takes several values. `personal` are those that mean something to the signed-in only. Throws malformed
 * for a value of another shape, which asks no database and is kept nowhere.
 */
export function knownQuery<S extends z.ZodObject>(
  schema: S,
  { personal = [] }: { personal?: readonly (keyof S['shape'] & string)[] } = {},
): Known<S> {
  const all: KnownParams = new Map(
    Object.entries(schema.shape).map(([name, shape]) => [name, isList(shape) ? 'several' : 'one']),
  )
  const known: Known<S> = async (c, next) => {
    const { searchParams } = new URL(c.req.url)
    const result = schema.safeParse(toQuery(all, valuesOf(all, searchParams)))
    if (!result.success) throw malformed(result.error)
    c.req.addValidatedData('query', result.data)
    await next()
  }
  const open = [...all].filter(([name]) => !personal.some((one) => one === name))
  declared.set(known, new Map(open))
  return known
}

const isList = (shape: z.core.$ZodType) =>
  (shape instanceof z.ZodOptional ? shape.unwrap() : shape) instanceof z.ZodArray

function toQuery(params: KnownParams, values: readonly [string, string][]) {
  const query: Record<string, string | string[]> = {}
  for (const [name, value] of values)
    query[name] = params.get(name) === 'one' ? value : [...(query[name] ?? []), value]
  return query
}

/** What a handler of a route lets through, if it is one of ours. */
export const paramsOf = (handler: object): KnownParams => declared.get(handler) ?? new Map()

function malformed({ issues }: z.ZodError) {
  const name = String(issues[0]?.path[0] ?? 'that')
  return new DomainError('malformed', `We could not make sense of “${name}” in the address`)
}
