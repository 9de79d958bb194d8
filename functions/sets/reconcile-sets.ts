import { redisKeys, redisTtlS } from '#db/redis.ts'
import type { Deps } from '../deps.ts'
import { mendSets, START } from './mend-sets.ts'

/** How many slices a run may look at, so that a minute's cron never takes longer than its minute. */
const SLICES_PER_RUN = 10

/**
 * Compares the next part of the sets with Postgres and mends both what they lack and what they have
 * too much. Runs go on from each other; the one that comes to the end of a pass declares the sets
 * complete. If Redis loses everything, its cursor is lost too, so the pass begins again: a pass never
 * vouches for what it saw before a loss.
 */
export async function reconcileSets(
  deps: Pick<Deps, 'write' | 'redis'>,
): Promise<{ mended: number; complete: boolean }> {
  const { redis } = deps
  let at = await redis.get<string>(redisKeys.setsCursor())
  if (at === null) {
    at = START
    await redis.set(redisKeys.setsCursor(), at, { ex: redisTtlS.setsCursor })
  }
  let mended = 0
  for (let slice = 0; slice < SLICES_PER_RUN; slice++) {
    const step = await mendSets(deps, at)
    mended += step.mended
    if (step.next === null) return { mended, complete: await finish(redis) }
    const options = { ex: redisTtlS.setsCursor, xx: true } as const
    if ((await redis.set(redisKeys.setsCursor(), step.next, options)) === null) break
    at = step.next
  }
  return { mended, complete: false }
}

async function finish(redis: Deps['redis']): Promise<boolean> {
  const kept = await redis.del(redisKeys.setsCursor())
  if (kept === 1) await declareComplete(redis)
  return kept === 1
}

/** From here on an absent set means an empty one. It wears off if the reconcile stops running. */
export const declareComplete = (redis: Deps['redis']) =>
  redis.set(redisKeys.setsComplete(), '1', { ex: redisTtlS.setsComplete })
