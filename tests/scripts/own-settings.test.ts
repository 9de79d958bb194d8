import { expect, test } from 'vitest'
import { OWN_SETTINGS } from '#scripts/stack/own-settings.ts'
import { settingNames } from '#workers/env.ts'

/** Where the stack's own parts are, and what they agree on with the Worker. */
const OF_THE_STACK =
  /^(?:DATABASE_URL|REPLICA_URLS|NEON_SQL_ENDPOINT|UPSTASH_REDIS_.*|QSTASH_.*|SESSION_SECRET|PAGE_CACHE_SECONDS)$/

test('on one machine everything can be set that the stack does not make itself', () => {
  const chosen = settingNames.filter((name) => !OF_THE_STACK.test(name))
  expect([...OWN_SETTINGS].sort()).toEqual(chosen.sort())
})
