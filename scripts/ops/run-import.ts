import type { Command } from 'commander'
import type { Remark } from '#functions/imports/conference.ts'
import { CommandFailure, EXIT, reasonOf } from './command-failure.ts'
import { formatDuration } from './duration.ts'
import { report } from './report.ts'
import type { TargetOptions } from './target.ts'

export type ImportOptions = TargetOptions & { dryRun?: true; notes?: true; strict?: true }

/** Ends the options of every import. */
export const withRemarks = (command: Command): Command =>
  command
    .option('--notes', 'also list what was left out of records which were imported')
    .option('--strict', 'exit with 3 when some records were rejected')

type Remarks = { readonly rejected: readonly Remark[]; readonly notes: readonly Remark[] }

type Import<Summary> = {
  readonly read: () => Promise<Summary>
  /** What was done, as the last lines. */
  readonly describe: (summary: Summary, took: string) => readonly string[]
  /** What else the object for machines has, in front. */
  readonly about?: object
}

/** Runs an import to its end: what came of it is printed, and what was rejected may fail it. */
export async function runImport<Summary extends Remarks>(
  options: ImportOptions,
  { read, describe, about = {} }: Import<Summary>,
): Promise<void> {
  const startedAtMs = performance.now()
  const summary = await read().catch(failImport)
  const tookMs = Math.round(performance.now() - startedAtMs)
  const lines = [...remarkLines(summary, options), ...describe(summary, formatDuration(tookMs))]
  report(options, lines.join('\n'), { ...about, ...summary, tookMs })
  failRejected(options, summary.rejected)
}

/** Rethrows why an import broke off, as what the command line says. */
export function failImport(error: unknown): never {
  if (error instanceof CommandFailure) throw error
  throw new CommandFailure(`The import stopped: ${reasonOf(error)}`, { cause: error })
}

export function failRejected({ strict }: ImportOptions, rejected: readonly Remark[]): void {
  if (!strict || rejected.length === 0) return
  throw new CommandFailure(`${rejected.length} records were rejected`, { exitCode: EXIT.rejected })
}

export const remarkLines = ({ rejected, notes }: Remarks, options: ImportOptions): string[] => [
  ...rejected.map((remark) => `rejected ${where(remark)}`),
  ...(options.notes ? notes.map((remark) => `noted ${where(remark)}`) : []),
]

const where = ({ file, line, reason }: Remark) => `${file}:${line}: ${reason}`
