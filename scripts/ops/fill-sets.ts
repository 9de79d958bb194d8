import type { Database } from '#db/client.ts'
import { createRedis, JOB_TIMEOUT_MS } from '#db/redis.ts'
import { rebuildSets } from '#functions/sets/rebuild-sets.ts'
import { CommandFailure } from './command-failure.ts'
import { requireSetting, type Target } from './target.ts'

type Site = Pick<Target, 'where' | 'settings'> & { readonly write: Database }

/** Makes the sets in a site's Redis anew. Throws CommandFailure when Redis is too slow to answer. */
export async function fillSets(
  { write, ...target }: Site,
  onProgress: (written: number) => void,
): Promise<{ written: number }> {
  let last = 0
  const redis = createRedis({
    timeoutMs: JOB_TIMEOUT_MS,
    url: requireSetting(target, 'UPSTASH_REDIS_REST_URL'),
    token: requireSetting(target, 'UPSTASH_REDIS_REST_TOKEN'),
  })
  const stores = { write, redis, now: () => new Date() }
  return await rebuildSets(stores, (written) => {
    last = written
    onProgress(written)
  }).catch((cause: unknown) => {
    if (!(cause instanceof Error) || cause.name !== 'TimeoutError') throw cause
    throw new CommandFailure(
      `Redis did not answer within ${JOB_TIMEOUT_MS / 1000} s, after ${last} members of sets had been written. The cron completes them; or run this again when Redis has less to do`,
      { cause },
    )
  })
}
