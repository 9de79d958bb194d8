import { NeonDbError } from '@neondatabase/serverless'

/** Postgres' own code for a failed statement (such as `23505`), or null when it gave no answer. */
export function sqlState(error: unknown): string | null {
  const cause = error instanceof Error && error.cause ? error.cause : error
  return cause instanceof NeonDbError ? (cause.code ?? null) : null
}

/** True when the database refused a write because it is set to read-only (25006). */
export const isReadOnly = (error: unknown) => sqlState(error) === '25006'

/**
 * True when no database answered: the network or the server failed, or it is starting or stopping
 * (class 57P). The Neon driver wraps all of these in an error without a code.
 */
export function isUnreachable(error: unknown): boolean {
  const cause = error instanceof Error && error.cause ? error.cause : error
  if (!(cause instanceof NeonDbError)) return false
  return !cause.code || cause.code.startsWith('57P') || cause.code.startsWith('08')
}
