import { redisKeys, redisTtlS } from '#db/redis.ts'
import type { Deps } from '../deps.ts'
import { mendSets, START } from './mend-sets.ts'

type Stores = Pick<Deps, 'write' | 'redis' | 'now' | 'config'>

/** How many slices a run may look at, so that a minute's cron never takes longer than its minute. */
const SLICES_PER_RUN = 20

const MINUTE_MS = 60_000

/**
 * Compares the next part of the sets with Postgres and mends both what they lack and what they have
 * too much. A pass begins `config.reconcileEveryMinutes` after the last one ended, or at once when
 * Redis does not know of one; runs go on from each other, and the one that comes to the end declares
 * the sets complete. If Redis loses everything, its cursor is lost too, so the pass begins again: a
 * pass never vouches for what it saw before a loss.
 */
export async function reconcileSets(deps: Stores): Promise<{ mended: number; complete: boolean }> {
  const { redis } = deps
  const [cursor, completedAt] = await redis.mget<(string | null)[]>(
    redisKeys.setsCursor(),
    redisKeys.setsComplete(),
  )
  if (!cursor && completedAt && !isDue(deps, Number(completedAt)))
    return { mended: 0, complete: true }
  let at = cursor ?? START
  if (!cursor) await redis.set(redisKeys.setsCursor(), at, { ex: redisTtlS.setsCursor })

  let mended = 0
  for (let slice = 0; slice < SLICES_PER_RUN; slice++) {
    const step = await mendSets(deps, at)
    mended += step.mended
    if (step.next === null) return { mended, complete: await finish(deps) }
    const options = { ex: redisTtlS.setsCursor, xx: true } as const
    if ((await redis.set(redisKeys.setsCursor(), step.next, options)) === null) break
    at = step.next
  }
  return { mended, complete: false }
}

const isDue = ({ now, config }: Stores, completedAtMs: number) =>
  now().getTime() - completedAtMs >= config.reconcileEveryMinutes * MINUTE_MS

async function finish(deps: Stores): Promise<boolean> {
  const kept = await deps.redis.del(redisKeys.setsCursor())
  if (kept === 1) await declareComplete(deps)
  return kept === 1
}

/**
 * From here on an absent set means an empty one. Says when that was. It wears off if the reconcile
 * stops running.
 */
export const declareComplete = ({ redis, now }: Pick<Deps, 'redis' | 'now'>) =>
  redis.set(redisKeys.setsComplete(), String(now().getTime()), { ex: redisTtlS.setsComplete })
