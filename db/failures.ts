import { NeonDbError } from '@neondatabase/serverless'

/** Postgres' own code for a failed statement (such as `23505`), or null when it gave no answer. */
export function sqlState(error: unknown): string | null {
  const cause = error instanceof Error && error.cause ? error.cause : error
  return cause instanceof NeonDbError ? (cause.code ?? null) : null
}

/** True when the database refused a write because it is set to read-only (25006). */
export const isReadOnlyError = (error: unknown) => sqlState(error) === '25006'

/**
 * SQLSTATEs that speak of the server and its state rather than of the statement: connections lost
 * (08), resources used up (53, with too many connections), shutting down or starting (57P01 to
 * 57P03), its files (58), conflicts with recovery or another transaction (40001, 40P01).
 * PostgreSQL docs, appendix A.
 */
const OF_THE_SERVER = /^(?:08|53|57P0[123]|58|40001$|40P01$)/

/**
 * Whether another server may answer what this one answered so. Neon's proxy says 400 for whatever
 * Postgres says, and for a connection that was closed without a word (an empty code); 429 and 500
 * speak of the proxy itself. What would be the same anywhere is false, 507 (too large) included.
 */
export function isServerFailure(status: number, code: string | null | undefined): boolean {
  if (status === 429 || (status >= 500 && status !== 507)) return true
  return status === 400 && (!code || OF_THE_SERVER.test(code))
}

/**
 * True when no database could answer for now, and the same may succeed in a moment: the network or
 * the server failed, is overloaded, starts or stops, or cancelled the statement (57014). The Neon
 * driver wraps what is not Postgres' own word, time-outs too, in an error without a code.
 */
export function isUnreachable(error: unknown): boolean {
  const cause = error instanceof Error && error.cause ? error.cause : error
  if (!(cause instanceof NeonDbError)) return false
  return !cause.code || cause.code === '57014' || OF_THE_SERVER.test(cause.code)
}

/** True for a value that does not fit (class 22) or breaks a constraint (class 23). */
export const isAboutContent = (error: unknown) => /^2[23]/.test(sqlState(error) ?? '')
