import { execFile } from 'node:child_process'
import type { PostgresPlace } from './postgres-place.ts'
import { Problem } from './problem.ts'

type Options = {
  /** As whoever we are, and not as Postgres' own account. */
  readonly asUs?: boolean
  /** Complaints that do not matter. Without it every failure does. */
  readonly ignore?: RegExp
  readonly signal?: AbortSignal
}

/** Runs a program that makes files of Postgres, to its end. Throws a Problem when it fails. */
export async function runFor(
  { runAs, dataDir }: PostgresPlace,
  command: string,
  args: readonly string[],
  { asUs = false, ignore, signal }: Options = {},
): Promise<void> {
  const who = runAs && !asUs ? { uid: runAs.uid, gid: runAs.gid } : {}
  const options = { cwd: '/', env: { ...process.env, LC_ALL: 'C' }, signal, ...who }
  const failure = await new Promise<string | null>((resolve) => {
    execFile(command, args, options, (error, _, stderr) =>
      resolve(error && (stderr.trim() || error.message)),
    )
  })
  const complaints = failure?.split('\n').filter((line) => !ignore?.test(line)) ?? []
  if (complaints.length === 0) return
  // initdb says last what it cleans up.
  const telling = complaints.find((line) => /error|fatal|panic|could not|no space/i.test(line))
  throw new Problem(
    `Postgres' files could not be made in ${dataDir}: ${telling ?? complaints.at(-1)}`,
  )
}
