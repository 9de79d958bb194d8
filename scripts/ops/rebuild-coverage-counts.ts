import type { Command } from 'commander'
import { rebuildCoverageCounts } from '#functions/coverage/count-coverage.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import { formatDuration } from './duration.ts'
import { report } from './report.ts'
import { openDatabase, openTarget, type TargetOptions, withTarget } from './target.ts'

/** `ops rebuild coverage-counts`: counts again how much coverage there is. The cron does so each night. */
export function addRebuildCoverageCounts(parent: Command): void {
  withTarget(
    parent
      .command('coverage-counts')
      .summary('count again how much coverage there is')
      .description('Count the coverage of the site and of each topic again, from nothing.'),
  ).action(rebuild)
}

async function rebuild(options: TargetOptions): Promise<void> {
  const target = await openTarget(options)
  const startedAtMs = performance.now()
  const { rows } = await rebuildCoverageCounts(storesOf(openDatabase(target)))
  const tookMs = Math.round(performance.now() - startedAtMs)
  report(options, `There are ${rows} counts. It took ${formatDuration(tookMs)}.`, {
    where: target.where,
    rows,
    tookMs,
  })
}
