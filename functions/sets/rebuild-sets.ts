import { redisKeys } from '#db/redis.ts'
import type { Deps } from '../deps.ts'
import { loadSets } from './load-sets.ts'
import { mendSets, SET_KEY, START } from './mend-sets.ts'
import { declareComplete } from './reconcile-sets.ts'

const KEYS_PER_SCAN = 500

/**
 * Throws all sets away and makes them from Postgres. Resolves to how many members were written, two for
 * each attendance; `onProgress` hears that number as it grows. What changed meanwhile is then found as
 * always, by comparing, before the sets are declared complete.
 */
export async function rebuildSets(
  deps: Pick<Deps, 'write' | 'redis' | 'now'>,
  onProgress: (written: number) => void = () => {},
): Promise<{ written: number }> {
  // Without its cursor a reconcile that is under way stops, and vouches for nothing.
  await deps.redis.del(redisKeys.setsComplete(), redisKeys.setsCursor())
  await dropSets(deps.redis)
  const written = await loadSets(deps, onProgress)
  for (let at: string | null = START; at !== null; ) at = (await mendSets(deps, at)).next
  await declareComplete(deps)
  return { written }
}

async function dropSets(redis: Deps['redis']) {
  let cursor = '0'
  do {
    const [next, scanned] = await redis.scan(cursor, { count: KEYS_PER_SCAN })
    const keys = scanned.filter((key) => SET_KEY.test(key))
    if (keys.length > 0) await redis.del(...keys)
    cursor = String(next)
  } while (cursor !== '0')
}
