import { sql } from 'drizzle-orm'
import { createRedis, JOB_TIMEOUT_MS } from '#db/redis.ts'
import { rebuildSets } from '#functions/sets/rebuild-sets.ts'
import { deriveCounts } from '../generate/derive.ts'
import { generateDirectory } from '../generate/generate-directory.ts'
import { openDatabase, requireSetting, type Target } from '../ops/target.ts'

const SEED = 1

/** Fills the empty stack with a generated directory, 1 for the size that the bars are about. */
export async function fill(
  stack: Pick<Target, 'where' | 'settings'>,
  scale: number,
): Promise<void> {
  const databaseUrl = requireSetting(stack, 'DATABASE_URL')
  await generateDirectory(databaseUrl, { scale, seed: SEED })
  const write = openDatabase(stack)
  await deriveCounts(write)
  // No page reads them, and they take as long as all the rest: beyond the usual size they stay empty.
  if (scale <= 1)
    await rebuildSets({
      now: () => new Date(),
      write,
      redis: createRedis({
        timeoutMs: JOB_TIMEOUT_MS,
        url: requireSetting(stack, 'UPSTASH_REDIS_REST_URL'),
        token: requireSetting(stack, 'UPSTASH_REDIS_REST_TOKEN'),
      }),
    })
  await write.execute(sql`vacuum (analyze)`)
}
