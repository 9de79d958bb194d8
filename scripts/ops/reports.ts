import type { Command } from 'commander'
import { closeReport, listOpenReports, type OpenReport } from '#functions/reports/staff-list.ts'
import { explain } from './merging.ts'
import { report } from './report.ts'
import { openDatabase, openStores, openTarget, type TargetOptions, withTarget } from './target.ts'

/** `ops reports …`: what people say is wrong, until it is seen to. */
export function addReports(parent: Command): void {
  withTarget(
    parent
      .command('list')
      .description('Show what has been reported and is open, the oldest first.'),
  ).action(list)
  withTarget(
    parent
      .command('close')
      .description('Close a report, and those that say the same, once it is seen to.')
      .argument('<report>', 'its id, as the list shows it')
      .option('--remove', 'take away what it is about, and its other reports with it'),
  ).action(close)
}

async function list(options: TargetOptions): Promise<void> {
  const target = await openTarget(options)
  const found = await listOpenReports(openDatabase(target)).catch(explain)
  const lines = [
    ...found.reports.map((one) => linesOf(one, target.origin).join('\n  ')),
    ...(found.more > 0 ? [`… and ${found.more} more`] : []),
  ]
  report(options, lines.join('\n') || 'Nothing is reported.', found)
}

const linesOf = ({ id, reason, note, by, createdAt, count, ...of }: OpenReport, origin: string) => [
  `${id}  ${createdAt.toISOString()}  ${reason}  by ${by ? `@${by}` : 'a visitor'}${count > 1 ? `  ×${count}` : ''}`,
  `${of.name}, added by ${of.addedBy ? `@${of.addedBy}` : 'an import'}`,
  of.url,
  origin + of.page,
  ...(note ? [`“${note}”`] : []),
]

type CloseOptions = TargetOptions & { remove?: true }

async function close(id: string, options: CloseOptions): Promise<void> {
  const removes = options.remove === true
  const { url } = await closeReport(await openStores(options), { id, removes }).catch(explain)
  const text = removes ? `${url} is not shown any more.` : `The report of ${url} is closed.`
  report(options, text, { id, url, removed: removes })
}
