import type { Command } from 'commander'
import type { Remark } from '#functions/imports/conference.ts'
import type { RubyEventsSummary } from '#functions/imports/rubyevents/import-rubyevents.ts'
import { CommandFailure, EXIT, reasonOf } from './command-failure.ts'
import { formatDuration } from './duration.ts'
import { openStores } from './merging.ts'
import { startBar } from './progress-bar.ts'
import { report } from './report.ts'
import { type TargetOptions, withTarget } from './target.ts'

type Options = TargetOptions & { dryRun?: true; notes?: true; strict?: true }

/** `ops import rubyevents <folder>`: series, events, venues, calls, staff and talks of a community. */
export function addImportRubyEvents(parent: Command): void {
  withTarget(
    parent
      .command('rubyevents')
      .summary('import a checkout of rubyevents’ data')
      .description(
        'Import the data folder of a checkout of rubyevents/rubyevents: series, events, venues, calls, staff, talks and their recordings. An event that is known by its website, city and year is not made again. A second import of the same changes nothing; what people edited stays. Bad records are listed with file and line and stop no other.',
      )
      .argument('<folder>', 'the folder, with speakers.yml and a folder for each series')
      .option('--dry-run', 'read and count, and write nothing')
      .option('--notes', 'also list what was left out of records which were imported')
      .option('--strict', 'exit with 3 when some records were rejected'),
  ).action(importFolder)
}

async function importFolder(folder: string, options: Options): Promise<void> {
  const stores = await openStores(options)
  const [{ importRubyEvents }, { openRubyEvents }] = await Promise.all([
    import('#functions/imports/rubyevents/import-rubyevents.ts'),
    import('./read-rubyevents.ts'),
  ])
  const { speakers, folders, seriesCount } = await openRubyEvents(folder)
  const startedAtMs = performance.now()
  const bar = startBar('Series', seriesCount, options)
  async function* counted() {
    let done = 0
    for await (const series of folders()) {
      yield series
      done += 1
      bar.update(done)
    }
  }
  const summary = await importRubyEvents(stores, speakers, counted(), {
    dryRun: options.dryRun ?? false,
  })
    .catch((error: unknown) => {
      throw new CommandFailure(`The import stopped: ${reasonOf(error)}`, { cause: error })
    })
    .finally(() => bar.stop())
  const tookMs = Math.round(performance.now() - startedAtMs)
  report(options, describe(summary, tookMs, options), { ...summary, tookMs })
  const { rejected } = summary
  if (options.strict && rejected.length > 0)
    throw new CommandFailure(`${rejected.length} records were rejected`, {
      exitCode: EXIT.rejected,
    })
}

function describe(summary: RubyEventsSummary, tookMs: number, options: Options): string {
  const { counts, read, rejected, notes, withdrawn, newPeople } = summary
  const found = Object.entries(read).map(([noun, count]) => `${count} ${spoken(noun)}`)
  const done = Object.entries(counts).map(
    ([noun, { created, updated, unchanged }]) =>
      `${noun}: ${created} created, ${updated} updated, ${unchanged} unchanged`,
  )
  return [
    ...rejected.map((remark) => `rejected ${where(remark)}`),
    ...(options.notes ? notes.map((remark) => `noted ${where(remark)}`) : []),
    `read ${found.join(', ')}`,
    ...(options.dryRun ? ['nothing written'] : done),
    `${newPeople} new people, ${withdrawn} sessions withdrawn, ${rejected.length} rejected, ${notes.length} notes, in ${formatDuration(tookMs)}`,
  ].join('\n')
}

/** `nestedTalks` → `nested talks`. */
const spoken = (noun: string) => noun.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const where = ({ file, line, reason }: Remark) => `${file}:${line}: ${reason}`
