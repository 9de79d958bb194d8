import type { Command } from 'commander'
import { createRedis, JOB_TIMEOUT_MS } from '#db/redis.ts'
import { attendances } from '#db/schema/index.ts'
import { rebuildSets } from '#functions/sets/rebuild-sets.ts'
import { formatDuration } from './duration.ts'
import { startBar } from './progress-bar.ts'
import { report } from './report.ts'
import {
  openDatabase,
  openTarget,
  requireSetting,
  type TargetOptions,
  withTarget,
} from './target.ts'

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
  const redis = createRedis({
    timeoutMs: JOB_TIMEOUT_MS,
    url: requireSetting(target, 'UPSTASH_REDIS_REST_URL'),
    token: requireSetting(target, 'UPSTASH_REDIS_REST_TOKEN'),
  })
  const startedAtMs = performance.now()
  const bar = startBar('Attendances', await write.$count(attendances), options)
  const { written } = await rebuildSets(
    { write, redis, now: () => new Date() },
    bar.update,
  ).finally(() => bar.stop())
  const tookMs = Math.round(performance.now() - startedAtMs)
  report(options, `The sets hold ${written} attendances. It took ${formatDuration(tookMs)}.`, {
    where: target.where,
    written,
    tookMs,
  })
}
