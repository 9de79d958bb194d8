import { expect, test, vi } from 'vitest'
import { fillSets } from '#scripts/ops/fill-sets.ts'
import { db } from '../support/database.ts'

test('a Redis that is too slow is named, with how far it came and what to do', async () => {
  const late = new DOMException('The operation was aborted due to timeout', 'TimeoutError')
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort(late))
  const settings = {
    UPSTASH_REDIS_REST_URL: 'http://redis.test',
    UPSTASH_REDIS_REST_TOKEN: 'test',
  }

  const filled = fillSets({ where: 'local', settings, write: db }, () => {})

  await expect(filled).rejects.toThrow(
    'Redis did not answer within 5 s, after 0 members of sets had been written. The cron completes them; or run this again when Redis has less to do',
  )
})
