import { FIRST_ID } from '#db/id.ts'
import { redisKeys, redisTtlS } from '#db/redis.ts'
import type { Deps } from '../deps.ts'
import { countSpeakers } from './count-speakers.ts'

/**
 * Counts the sessions of the next slice of people. Runs go on from each other and begin again at the
 * end, or when Redis has lost the place: whatever changed is in the directory after one pass.
 */
export async function countNextSpeakers(
  deps: Pick<Deps, 'write' | 'commit' | 'redis' | 'now'>,
): Promise<void> {
  const { redis } = deps
  const after = (await redis.get<string>(redisKeys.speakersCursor())) ?? FIRST_ID
  const next = await countSpeakers(deps, after, { now: deps.now() })
  await redis.set(redisKeys.speakersCursor(), next ?? FIRST_ID, { ex: redisTtlS.speakersCursor })
}
