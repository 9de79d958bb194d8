import type { Context } from 'hono'
import * as z from 'zod'
import { DomainError } from '#functions/errors.ts'
import { wantsJson } from '../gateway/answer-page.ts'

export type FormValues = Readonly<Record<string, string>>
export type FormErrors = Readonly<Record<string, string[] | undefined>>
export type FormResult<T> =
  | { readonly ok: true; readonly value: T; readonly values: FormValues }
  | { readonly ok: false; readonly values: FormValues; readonly errors: FormErrors }

/**
 * Reads a posted form. A bad one comes back with what was typed, ready to be shown again, or throws
 * `invalid` with all that is wrong for who asked for JSON. Throws `malformed` for a body that is no
 * form at all. Files are left out.
 */
export async function readForm<T>(c: Context, schema: z.ZodType<T>): Promise<FormResult<T>> {
  const values = await readValues(c)
  const result = schema.safeParse(values)
  if (result.success) return { ok: true, value: result.data, values }
  const { fieldErrors } = z.flattenError<unknown>(result.error)
  if (wantsJson(c.req.header('accept') ?? ''))
    throw new DomainError('invalid', Object.values(fieldErrors).flat().join('. '))
  return { ok: false, values, errors: fieldErrors as FormErrors }
}

/** For one-button forms, where a bad value is tampering rather than a slip. Throws `invalid`. */
export async function requireForm<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const form = await readForm(c, schema)
  if (form.ok) return form.value
  throw new DomainError('invalid', 'That form could not be read. Go back, reload and try again')
}

async function readValues(c: Context): Promise<FormValues> {
  const body = await c.req.parseBody().catch((error: unknown) => {
    if (error instanceof DomainError) throw error
    throw new DomainError('malformed', 'That form could not be read', { cause: error })
  })
  const texts = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  // Postgres keeps no NUL in a text, and nobody types one.
  return Object.fromEntries(texts.map(([name, text]) => [name, text.replaceAll('\0', '')]))
}
