import type { Command } from 'commander'
import type { Remark } from '#functions/imports/conference.ts'
import type { MarkupSummary } from '#functions/imports/markup/import-markup.ts'
import { createFetchPublic } from '#functions/web/fetch-public.ts'
import { CommandFailure, EXIT, reasonOf } from './command-failure.ts'
import { formatDuration } from './duration.ts'
import { openStores } from './merging.ts'
import { publicFetch } from './public-fetch.ts'
import { report } from './report.ts'
import { type TargetOptions, withTarget } from './target.ts'

type Options = TargetOptions & { dryRun?: true; notes?: true; strict?: true }

/** `ops import markup <file, folder or URL>`: events from what web pages say of them. */
export function addImportMarkup(parent: Command): void {
  withTarget(
    parent
      .command('markup')
      .summary('import events that web pages mark up')
      .description(
        'Import events from a page’s JSON-LD (schema.org) or h-event: name, dates, place, website and status. An event that is known by its website, city and year is not made again. A second import of the same changes nothing; what people edited stays. Bad records are listed with file and line and stop no other.',
      )
      .argument('<file, folder or URL>', 'the page, or a folder of pages')
      .option('--dry-run', 'read and count, and write nothing')
      .option('--notes', 'also list what was passed over')
      .option('--strict', 'exit with 3 when some records were rejected'),
  ).action(importPages)
}

async function importPages(where: string, options: Options): Promise<void> {
  const { write } = await openStores(options)
  const [{ importMarkup }, { openPages }] = await Promise.all([
    import('#functions/imports/markup/import-markup.ts'),
    import('./read-pages.ts'),
  ])
  const userAgent = 'Hallway (ops import)'
  const pages = await openPages(where, createFetchPublic({ fetch: publicFetch(), userAgent }))
  const startedAtMs = performance.now()
  const summary = await importMarkup(write, pages(), { dryRun: options.dryRun ?? false }).catch(
    (error: unknown) => {
      throw new CommandFailure(`The import stopped: ${reasonOf(error)}`, { cause: error })
    },
  )
  const tookMs = Math.round(performance.now() - startedAtMs)
  report(options, describe(summary, tookMs, options), { ...summary, tookMs })
  const { rejected } = summary
  if (options.strict && rejected.length > 0)
    throw new CommandFailure(`${rejected.length} records were rejected`, {
      exitCode: EXIT.rejected,
    })
}

function describe(summary: MarkupSummary, tookMs: number, options: Options): string {
  const { found, created, updated, unchanged, rejected, notes } = summary
  const done = options.dryRun
    ? 'nothing written'
    : `${created} created, ${updated} updated, ${unchanged} unchanged`
  return [
    ...rejected.map((remark) => `rejected ${where(remark)}`),
    ...(options.notes ? notes.map((remark) => `noted ${where(remark)}`) : []),
    `${found} events found, ${done}, ${rejected.length} rejected, ${notes.length} notes, in ${formatDuration(tookMs)}`,
  ].join('\n')
}

const where = ({ file, line, reason }: Remark) => `${file}:${line}: ${reason}`
