import type { Command } from 'commander'
import { attendances } from '#db/schema/index.ts'
import { formatDuration } from './duration.ts'
import { fillSets } from './fill-sets.ts'
import { startBar } from './progress-bar.ts'
import { report } from './report.ts'
import { openDatabase, openTarget, type TargetOptions, withTarget } from './target.ts'

/** `ops rebuild sets`: makes the sets in Redis from Postgres, from nothing. */
export function addRebuildSets(parent: Command): void {
  withTarget(
    parent
      .command('sets')
      .summary('make the sets in Redis from Postgres')
      .description(
        'Throw away the sets of attendance in Redis and make them from Postgres. Pages count in Postgres meanwhile.',
      ),
  ).action(rebuild)
}

async function rebuild(options: TargetOptions): Promise<void> {
  const target = await openTarget(options)
  const write = openDatabase(target)
  const startedAtMs = performance.now()
  // One of an event's sets and one of a person's have each.
  const total = 2 * (await write.$count(attendances))
  const bar = startBar('Members', total, options)
  const { written } = await fillSets({ ...target, write }, bar.update).finally(() => bar.stop())
  const tookMs = Math.round(performance.now() - startedAtMs)
  report(options, `The sets have ${written} members. It took ${formatDuration(tookMs)}.`, {
    where: target.where,
    written,
    tookMs,
  })
}
