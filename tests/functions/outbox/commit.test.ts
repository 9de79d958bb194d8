import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createDatabase } from '#db/client.ts'
import { authSessions, outbox, rateLimits } from '#db/schema/index.ts'
import { message } from '#functions/messages.ts'
import { type Committed, createCommit } from '#functions/outbox/commit.ts'
import { limits, rateLimit } from '#functions/rate-limits.ts'
import { db } from '../../support/database.ts'
import { makeActor } from '../../support/make.ts'

const committed: Committed[] = []
const commit = createCommit(db, (one) => void committed.push(one))
const selectOne = () => db.execute<{ one: number }>(sql`select 1 as one`)
const selectTwo = () => db.execute<{ two: number }>(sql`select 2 as two`)
const takenBy = async (accountId: string) => {
  const [row] = await db
    .select()
    .from(rateLimits)
    .where(eq(rateLimits.subject, rateLimit('write', accountId).subject))
  return row?.taken
}

test('a commit resolves to what its own statements found, whatever else goes with them', async () => {
  const actor = await makeActor()
  const purge = message('purge-pages', { tags: ['home'] })
  for (const options of [{}, { actor }, { messages: [purge], actor }]) {
    const [one, two, ...more] = await commit([selectOne(), selectTwo()], options)
    expect([one?.rows, two?.rows, more]).toEqual([[{ one: 1 }], [{ two: 2 }], []])
  }
  expect(await takenBy(actor.accountId)).toBe(2)
})

test('what was committed is told: its transaction, and the messages as they are in the outbox', async () => {
  const purge = message('purge-pages', { tags: ['home'] })
  committed.length = 0
  await commit([selectOne()])
  await commit([selectOne()], { messages: [purge] })

  const [before, after] = committed
  expect(BigInt(after?.xid ?? 0)).toBeGreaterThan(BigInt(before?.xid ?? 0))
  expect([before?.messages, after?.messages]).toEqual([[], [purge]])
  const [row] = await db.select().from(outbox).where(eq(outbox.id, purge.id))
  expect(row).toMatchObject({ job: 'purge-pages', payload: purge.payload, sentAt: null })
})

test('a write with a limit of its own does not count towards the one for all writes', async () => {
  const actor = await makeActor()
  await commit([selectOne()], { actor, limits: [rateLimit('add-coverage', actor.accountId)] })
  expect(await takenBy(actor.accountId)).toBeUndefined()
})

test('nothing is written for whoever was signed out meanwhile', async () => {
  const actor = await makeActor()
  await db.delete(authSessions).where(eq(authSessions.id, actor.sessionId))
  const purge = message('purge-pages', { tags: ['home'] })
  await expect(commit([selectOne()], { actor, messages: [purge] })).rejects.toMatchObject({
    ...{ code: 'sign_in_required', message: 'You were signed out. Sign in again' },
    cause: expect.objectContaining({ constraint: 'auth_sessions_live' }),
  })
  expect(await db.select().from(outbox).where(eq(outbox.id, purge.id))).toEqual([])
})

test('whoever has reached a limit is told which, and for how long', async () => {
  const actor = await makeActor()
  const write = rateLimit('write', actor.accountId)
  const endsAt = new Date(Date.now() + 30_000)
  await db.insert(rateLimits).values({ subject: write.subject, taken: limits.write.most, endsAt })
  const refused = await commit([selectOne()], { actor }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'too_many', limit: write.subject })
  const { retryAfterS } = refused as { retryAfterS: number }
  expect(retryAfterS).toBeGreaterThan(25)
  expect(retryAfterS).toBeLessThanOrEqual(30)
})

test('a database that does not answer is told as that, with a time to come back', async () => {
  const nowhere = createDatabase({ url: 'postgres://test:test@nowhere.test/test' })
  const lost = createCommit(nowhere, () => expect.unreachable())
  await expect(lost([nowhere.execute(sql`select 1`)])).rejects.toMatchObject({
    ...{ code: 'unavailable', retryAfterS: 30, cause: expect.any(Error) },
    message: 'We could not save that just now. Try again in a minute',
  })
})

test('a bug stays what it is', async () => {
  await expect(commit([db.execute(sql`select nothing`)])).rejects.toMatchObject({ code: '42703' })
})
