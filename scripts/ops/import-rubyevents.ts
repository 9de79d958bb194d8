import type { Command } from 'commander'
import type { RubyEventsSummary } from '#functions/imports/rubyevents/import-rubyevents.ts'
import { startBar } from './progress-bar.ts'
import { type ImportOptions, runImport, withRemarks } from './run-import.ts'
import { openStores, withTarget } from './target.ts'

/** `ops import rubyevents <folder>`: series, events, venues, calls, staff and talks of a community. */
export function addImportRubyEvents(parent: Command): void {
  withTarget(
    withRemarks(
      parent
        .command('rubyevents')
        .summary('import a checkout of rubyevents’ data')
        .description(
          'Import the data folder of a checkout of rubyevents/rubyevents: series, events, venues, calls, staff, talks and their recordings. An event that is known by its website, city and year is not made again. A second import of the same changes nothing; what people edited stays. Bad records are listed with file and line and stop no other.',
        )
        .argument('<folder>', 'the folder, with speakers.yml and a folder for each series')
        .option('--dry-run', 'read and count, and write nothing'),
    ),
  ).action(importFolder)
}

async function importFolder(folder: string, options: ImportOptions): Promise<void> {
  const stores = await openStores(options)
  const [{ importRubyEvents }, { openRubyEvents }] = await Promise.all([
    import('#functions/imports/rubyevents/import-rubyevents.ts'),
    import('./read-rubyevents.ts'),
  ])
  const { speakers, folders, seriesCount } = await openRubyEvents(folder)
  const bar = startBar('Series', seriesCount, options)
  async function* counted() {
    let done = 0
    for await (const series of folders()) {
      yield series
      done += 1
      bar.update(done)
    }
  }
  const dryRun = options.dryRun ?? false
  await runImport(options, {
    read: () => importRubyEvents(stores, speakers, counted(), { dryRun }).finally(() => bar.stop()),
    describe: (summary, took) => describe(summary, took, options),
  })
}

function describe(summary: RubyEventsSummary, took: string, { dryRun }: ImportOptions): string[] {
  const { counts, read, rejected, notes, withdrawn, newPeople } = summary
  const found = Object.entries(read).map(([noun, count]) => `${count} ${spoken(noun)}`)
  const done = Object.entries(counts).map(
    ([noun, { created, updated, unchanged }]) =>
      `${noun}: ${created} created, ${updated} updated, ${unchanged} unchanged`,
  )
  return [
    `read ${found.join(', ')}`,
    ...(dryRun ? ['nothing written'] : done),
    `${newPeople} new people, ${withdrawn} sessions withdrawn, ${rejected.length} rejected, ${notes.length} notes, in ${took}`,
  ]
}

/** `nestedTalks` → `nested talks`. */
const spoken = (noun: string) => noun.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
