import type { Command } from 'commander'
import { storesOf } from '#functions/outbox/commit.ts'
import type { ImportSummary } from './import-confs-tech.ts'
import { startBar } from './progress-bar.ts'
import { type ImportOptions, runImport, withRemarks } from './run-import.ts'
import { openDatabase, openTarget, withTarget } from './target.ts'

/** `ops import confs-tech <folder>`: fills the directory from confs.tech's lists. */
export function addImportConfsTech(parent: Command): void {
  withTarget(
    withRemarks(
      parent
        .command('confs-tech')
        .summary('import a checkout of confs.tech’s conference-data')
        .description(
          'Import a checkout of confs.tech’s conference-data, or any folder of it. A second import of the same changes nothing. Bad records are listed with file and line and stop no other.',
        )
        .argument('<folder>', 'the folder, with a folder of .json files for each year'),
    ),
  ).action(importFolder)
}

async function importFolder(folder: string, options: ImportOptions): Promise<void> {
  const target = await openTarget(options)
  // It reads the whole gazetteer, for which no other command should wait.
  const { importConfsTech } = await import('./import-confs-tech.ts')
  const bar = startBar('Files', 0, options)
  const stores = storesOf(openDatabase(target))
  await runImport(options, {
    read: () => importConfsTech(stores, folder, bar.update).finally(() => bar.stop()),
    describe,
    about: { where: target.where },
  })
}

const describe = (summary: ImportSummary, took: string) => {
  const { created, updated, skipped, rejected, notes, series } = summary
  return [
    `${created} created, ${updated} updated, ${skipped} skipped (already so), ${rejected.length} rejected, ${notes.length} notes, in ${took}`,
    `${series.found} series, ${series.created} of them new; ${series.joined} events joined one`,
  ]
}
