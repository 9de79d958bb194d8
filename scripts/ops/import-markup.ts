import type { Command } from 'commander'
import type { MarkupSummary } from '#functions/imports/markup/import-markup.ts'
import { createFetchPublic } from '#functions/web/fetch-public.ts'
import { publicFetch } from './public-fetch.ts'
import { type ImportOptions, runImport, withRemarks } from './run-import.ts'
import { openStores, withTarget } from './target.ts'

/** `ops import markup <file, folder or URL>`: events from what web pages say of them. */
export function addImportMarkup(parent: Command): void {
  withTarget(
    withRemarks(
      parent
        .command('markup')
        .summary('import events that web pages mark up')
        .description(
          'Import events from a page’s JSON-LD (schema.org) or h-event: name, dates, place, website and status. An event that is known by its website, city and year is not made again. A second import of the same changes nothing; what people edited stays. Bad records are listed with file and line and stop no other.',
        )
        .argument('<file, folder or URL>', 'the page, or a folder of pages')
        .option('--dry-run', 'read and count, and write nothing'),
    ),
  ).action(importPages)
}

async function importPages(where: string, options: ImportOptions): Promise<void> {
  const stores = await openStores(options)
  const [{ importMarkup }, { openPages }] = await Promise.all([
    import('#functions/imports/markup/import-markup.ts'),
    import('./read-pages.ts'),
  ])
  const userAgent = 'Hallway (ops import)'
  const pages = await openPages(where, createFetchPublic({ fetch: publicFetch(), userAgent }))
  await runImport(options, {
    read: () => importMarkup(stores, pages(), { dryRun: options.dryRun ?? false }),
    describe: (summary, took) => [describe(summary, took, options)],
  })
}

function describe(summary: MarkupSummary, took: string, { dryRun }: ImportOptions): string {
  const { found, created, updated, unchanged, rejected, notes } = summary
  const done = dryRun
    ? 'nothing written'
    : `${created} created, ${updated} updated, ${unchanged} unchanged`
  return `${found} events found, ${done}, ${rejected.length} rejected, ${notes.length} notes, in ${took}`
}
