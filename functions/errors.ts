import { isUnreachable } from '#db/failures.ts'
import type { Refusal } from './audit.ts'

export type ErrorCode =
  | 'malformed'
  | 'sign_in_required'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'too_large'
  | 'invalid'
  | 'too_many'
  | 'unavailable'

type Options = ErrorOptions & {
  field?: string
  retryAfterS?: number
  refusal?: Refusal
  limit?: string
}

/** A failure we expect and can explain. Anything else that is thrown is a bug. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: ErrorCode
  /** The field of a form that it is about, where it is about one. */
  readonly field: string | undefined
  /** Seconds until it is worth trying again, for `too_many` and `unavailable`. */
  readonly retryAfterS: number | undefined
  /** What the audit log calls it, where somebody was not let through. */
  readonly refusal: Refusal | undefined
  /** Which limit was reached, and whose where that names nobody: for the audit log, with `too_many`. */
  readonly limit: string | undefined

  constructor(code: ErrorCode, message: string, options?: Options) {
    super(message, options)
    this.code = code
    this.field = options?.field
    this.retryAfterS = options?.retryAfterS
    this.refusal = options?.refusal
    this.limit = options?.limit
  }
}

/** True when no database answered, told by its driver or by a write that could not be saved. */
export const isOutage = (error: unknown) =>
  isUnreachable(error) || (error instanceof DomainError && error.code === 'unavailable')

export const notFound = (what: string) => new DomainError('not_found', `${what} was not found`)
export const conflict = (message: string, cause?: unknown) =>
  new DomainError('conflict', message, { cause })

/** `words` say of what there were too many; when it is worth trying again follows them. */
export function tooMany(words: string, retryAfterS: number, limit: string) {
  const [count, unit] =
    retryAfterS < 60 ? [retryAfterS, 'second'] : [Math.ceil(retryAfterS / 60), 'minute']
  const message = `${words}. Try again in ${count} ${unit}${count === 1 ? '' : 's'}`
  return new DomainError('too_many', message, { retryAfterS, limit })
}
