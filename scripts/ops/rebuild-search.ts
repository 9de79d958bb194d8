import type { Command } from 'commander'
import { storesOf } from '#functions/outbox/commit.ts'
import { reindexDocuments } from '#functions/search/index-documents.ts'
import { report } from './report.ts'
import { openDatabase, openTarget, type TargetOptions, withTarget } from './target.ts'

/** `ops rebuild search`: has what is searched indexed again. What changes is indexed each minute without it. */
export function addRebuildSearch(parent: Command): void {
  withTarget(
    parent
      .command('search')
      .summary('index again what is searched')
      .description(
        'Have the cron index everything again, within minutes; searches go on with what was indexed before.',
      ),
  ).action(rebuild)
}

async function rebuild(options: TargetOptions): Promise<void> {
  const target = await openTarget(options)
  const { changes } = await reindexDocuments(storesOf(openDatabase(target)))
  report(options, `${changes} documents are to be made again; the cron begins within a minute.`, {
    where: target.where,
    changes,
  })
}
