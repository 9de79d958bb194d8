/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2, rejected: 3 } as const

/** Why a command did not do its work, in one line that says what to do. Printed without a stack trace. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
  readonly exitCode: number

  constructor(message: string, options?: ErrorOptions & { exitCode?: number }) {
    super(message, options)
    this.exitCode = options?.exitCode ?? EXIT.failed
  }
}

/** The innermost message of an error: fetch and Node's sockets hide the real one in `cause`. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return reasonOf(error.cause)
  return error.message || error.name
}
