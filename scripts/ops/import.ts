import type { Command } from 'commander'
import type { Remark } from '#functions/imports/conference.ts'
import { CommandFailure, EXIT, reasonOf } from './command-failure.ts'
import { formatDuration } from './duration.ts'
import type { ImportSummary } from './import-confs-tech.ts'
import { startBar } from './progress-bar.ts'
import { report } from './report.ts'
import { openDatabase, openTarget, type TargetOptions, withTarget } from './target.ts'

type Options = TargetOptions & { notes?: true; strict?: true }

/** `ops import confs-tech <folder>`: fills the directory from confs.tech's lists. */
export function addImportConfsTech(parent: Command): void {
  withTarget(
    parent
      .command('confs-tech')
      .summary('import a checkout of confs.tech’s conference-data')
      .description(
        'Import a checkout of confs.tech’s conference-data, or any folder of it. A second import of the same changes nothing. Bad records are listed with file and line and stop no other.',
      )
      .argument('<folder>', 'the folder, with a folder of .json files for each year')
      .option('--notes', 'also list fields that were left out of records which were imported')
      .option('--strict', 'exit with 3 when some records were rejected'),
  ).action(importFolder)
}

async function importFolder(folder: string, options: Options): Promise<void> {
  const target = await openTarget(options)
  const db = openDatabase(target)
  // It reads the whole gazetteer, for which no other command should wait.
  const { importConfsTech } = await import('./import-confs-tech.ts')
  const startedAtMs = performance.now()
  const bar = startBar('Files', 0, options)
  const summary = await importConfsTech(db, folder, bar.update)
    .catch((error: unknown) => {
      throw new CommandFailure(`The import stopped: ${reasonOf(error)}`, { cause: error })
    })
    .finally(() => bar.stop())
  const tookMs = Math.round(performance.now() - startedAtMs)
  report(options, describe(summary, tookMs, options), { where: target.where, ...summary, tookMs })
  const { rejected } = summary
  if (options.strict && rejected.length > 0)
    throw new CommandFailure(`${rejected.length} records were rejected`, {
      exitCode: EXIT.rejected,
    })
}

function describe(summary: ImportSummary, tookMs: number, { notes }: Options): string {
  const { created, updated, skipped, rejected, series } = summary
  return [
    ...rejected.map((remark) => `rejected ${where(remark)}`),
    ...(notes ? summary.notes.map((remark) => `noted ${where(remark)}`) : []),
    `${created} created, ${updated} updated, ${skipped} skipped (already so), ${rejected.length} rejected, ${summary.notes.length} notes, in ${formatDuration(tookMs)}`,
    `${series.found} series, ${series.created} of them new; ${series.joined} events joined one`,
  ].join('\n')
}

const where = ({ file, line, reason }: Remark) => `${file}:${line}: ${reason}`
