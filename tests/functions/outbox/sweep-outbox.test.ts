import { eq, inArray, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { authSessions, jobRuns, outbox, rateLimits, signInTokens } from '#db/schema/index.ts'
import { message } from '#functions/messages.ts'
import { publishMessages } from '#functions/outbox/publish-messages.ts'
import { findOldestUnsent } from '#functions/outbox/queries.ts'
import { runJob } from '#functions/outbox/run-job.ts'
import { sweepOutbox } from '#functions/outbox/sweep-outbox.ts'
import { updateSets } from '#functions/sets/update-sets.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeAccount } from '../../support/make.ts'

// What these tests look at is all that waits, so nothing may wait from the tests of before.
beforeAll(async () => {
  await db.delete(outbox)
})

const ago = (interval: string) => sql`now() - ${interval}::interval`
const ingest = () => message('ingest-posts', { eventId: newId() })
const onTheFive = new Date('2026-06-01T12:05:00Z')
const between = new Date('2026-06-01T12:07:00Z')

async function makeMessage({ created, sent }: { created: string; sent?: string }) {
  const made = ingest()
  const times = { createdAt: ago(created), sentAt: sent ? ago(sent) : null }
  await db.insert(outbox).values({ ...made, ...times })
  return made
}

const rowOf = async (id: string) => (await db.select().from(outbox).where(eq(outbox.id, id)))[0]
const sweep = async (now: Date) => {
  const { deps, published } = makeDeps({ now })
  await sweepOutbox(deps)
  return published.map(({ id }) => id)
}

test('what was committed and never published goes out with the sweep, once', async () => {
  const forgotten = await makeMessage({ created: '31 seconds' })
  const young = await makeMessage({ created: '5 seconds' })

  const first = await sweep(between)
  const second = await sweep(between)

  expect(first).toContain(forgotten.id)
  expect(first).not.toContain(young.id)
  expect(second).not.toContain(forgotten.id)
  expect((await rowOf(forgotten.id))?.sentAt).not.toBeNull()
})

test('a message survives a queue that is down, and a crash before it is marked as sent', async () => {
  const { deps, published } = makeDeps({ now: between })
  const { id } = await makeMessage({ created: '1 minute' })
  const queueDown = { ...deps, publish: () => Promise.reject(new Error('QStash is down')) }
  const crash: typeof deps.commit = (statements, options) =>
    published.length > 0 ? Promise.reject(new Error('killed')) : deps.commit(statements, options)

  await expect(sweepOutbox(queueDown)).rejects.toThrow('QStash is down')
  await expect(sweepOutbox({ ...deps, commit: crash })).rejects.toThrow('killed')
  await sweepOutbox(deps)
  await sweepOutbox(deps)

  expect(published.filter((each) => each.id === id)).toHaveLength(2)
})

test('more than one batch goes out in one sweep', async () => {
  const many = Array.from({ length: 230 }, ingest)
  await db.insert(outbox).values(many.map((each) => ({ ...each, createdAt: ago('1 minute') })))

  const sent = new Set(await sweep(between))

  expect(many.filter(({ id }) => !sent.has(id))).toEqual([])
})

test('a mail that was forgotten goes out before 1,100 other messages, and the oldest of those next', async () => {
  const others = Array.from({ length: 1_100 }, ingest)
  await db.insert(outbox).values(others.map((each) => ({ ...each, createdAt: ago('2 minutes') })))
  const oldest = await makeMessage({ created: '3 minutes' })
  const mail = message('send-email', { email: 'sign-in', signInTokenId: newId() })
  await db.insert(outbox).values({ ...mail, createdAt: ago('31 seconds') })

  const sent = await sweep(between)

  expect(sent.slice(0, 2)).toEqual([mail.id, oldest.id])
  // A sweep takes ten batches of a hundred.
  expect(sent).toHaveLength(1_000)
  await sweep(between)
})

test.each([
  ['12 minutes', '12 minutes', true],
  ['10 minutes', '10 minutes', false],
  ['30 minutes', '12 minutes', false],
  ['30 minutes', '16 minutes', true],
  ['47 hours', '20 hours', false],
  ['47 hours', '24 hours', true],
  ['49 hours', '49 hours', false],
])(
  'announced %s ago, sent %s ago and not settled: sent again is %s',
  async (created, sent, expected) => {
    const { id } = await makeMessage({ created, sent })

    expect((await sweep(between)).includes(id)).toBe(false)
    expect((await sweep(onTheFive)).includes(id)).toBe(expected)
  },
)

test('a sweep tells how many it sent: what was forgotten, and every five minutes what was lost', async () => {
  const { deps } = makeDeps({ now: between })
  await sweepOutbox(deps)
  for (let i = 0; i < 3; i += 1) await makeMessage({ created: '1 minute' })
  expect(await sweepOutbox(deps)).toEqual({ sent: 3 })
  await sweepOutbox({ ...deps, now: () => onTheFive })
  await makeMessage({ created: '1 minute' })
  for (let i = 0; i < 2; i += 1) await makeMessage({ created: '12 minutes', sent: '12 minutes' })
  expect(await sweepOutbox({ ...deps, now: () => onTheFive })).toEqual({ sent: 3 })
})

test('what is settled is not sent again', async () => {
  const { id, job } = await makeMessage({ created: '1 hour', sent: '1 hour' })
  await db.insert(jobRuns).values({ messageId: id, job })

  expect(await sweep(onTheFive)).not.toContain(id)
})

test('publishing marks exactly the messages that were published', async () => {
  const { deps, published } = makeDeps()
  const [mine, other] = [ingest(), ingest()]
  await deps.commit([], { messages: [mine, other] })

  await publishMessages(deps, [mine])

  expect(published).toEqual([mine])
  expect((await rowOf(mine.id))?.sentAt).not.toBeNull()
  expect((await rowOf(other.id))?.sentAt).toBeNull()
})

test('of messages that wait together one is published, and a run is what takes them out of the outbox', async () => {
  const pair = { eventId: newId(), personId: newId() }
  const waiting = Array.from({ length: 130 }, () => message('update-sets', pair))
  const forgotten = waiting.map((each) => ({ ...each, createdAt: ago('31 seconds') }))
  const young = message('update-sets', pair)
  await db.insert(outbox).values([...forgotten, young])

  for (let minute = 0; minute < 2; minute += 1) expect(await sweep(between)).toHaveLength(1)
  expect((await rowOf(forgotten[0]?.id ?? ''))?.sentAt).toBeNull()

  const { deps } = makeDeps()
  await runJob(deps, { id: newId(), job: 'update-sets' }, () => updateSets(deps, pair))
  expect(await sweep(between)).toEqual([])
  expect((await rowOf(young.id))?.sentAt).not.toBeNull()
})

test('what waits together and was sent by an older version, and lost, waits again', async () => {
  const lost = message('update-sets', { eventId: newId(), personId: newId() })
  const hoursAgo = { createdAt: ago('3 hours'), sentAt: ago('2 hours') }
  await db.insert(outbox).values({ ...lost, ...hoursAgo })

  expect(await sweep(between)).toEqual([])
  expect(await sweep(onTheFive)).toContain(lost.id)
  await db.delete(outbox).where(eq(outbox.id, lost.id))
})

test('mails are published before what waits together, and nobody is told that the queue is late for that', async () => {
  const [mail, tie] = [
    message('send-email', { email: 'sign-in', signInTokenId: newId() }),
    message('update-sets', { eventId: newId(), personId: newId() }),
  ]
  await db.insert(outbox).values([tie, mail].map((one) => ({ ...one, createdAt: ago('1 hour') })))

  expect(await sweep(between)).toEqual([mail.id, tie.id])
  const oldest = await findOldestUnsent(db)
  expect(Date.now() - (oldest?.getTime() ?? Date.now())).toBeLessThan(1_800_000)
  await db.delete(outbox).where(eq(outbox.id, tie.id))
})

test('the queue is as late as the oldest message that it is to take, and has not', async () => {
  await db.delete(outbox)
  const waitsForOthers = message('update-sets', { eventId: newId(), personId: newId() })
  await db.insert(outbox).values({ ...waitsForOthers, createdAt: ago('1 hour') })
  await makeMessage({ created: '1 hour', sent: '1 hour' })
  expect(await findOldestUnsent(db)).toBeNull()

  const { id } = await makeMessage({ created: '10 minutes' })
  await makeMessage({ created: '1 minute' })
  expect(await findOldestUnsent(db)).toEqual((await rowOf(id))?.createdAt)
  await db.delete(outbox)
})

test('old history goes, and what may still be wanted stays', async () => {
  const settled = await makeMessage({ created: '32 days', sent: '32 days' })
  const unsettled = await makeMessage({ created: '32 days', sent: '32 days' })
  const young = await makeMessage({ created: '29 days', sent: '29 days' })
  await db.insert(jobRuns).values([
    { messageId: settled.id, job: settled.job, finishedAt: ago('32 days') },
    { messageId: young.id, job: young.job, finishedAt: ago('29 days') },
  ])
  const { id: accountId } = await makeAccount()
  const [over, alive] = [newId(), newId()]
  const token = { email: 'a@example.org', accountId }
  for (const [id, expiresAt] of [
    [over, ago('1 minute')],
    [alive, sql`now() + interval '1 hour'`],
  ] as const) {
    await db.insert(authSessions).values({ id, accountId, expiresAt })
    await db.insert(signInTokens).values({ id, ...token, tokenHash: id, expiresAt })
    await db.insert(rateLimits).values({ subject: id, taken: 1, endsAt: expiresAt })
  }

  await sweep(between)

  const kept = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(inArray(outbox.id, [settled.id, unsettled.id, young.id]))
  const runs = await db
    .select({ id: jobRuns.messageId })
    .from(jobRuns)
    .where(inArray(jobRuns.messageId, [settled.id, young.id]))
  const sessions = await db
    .select({ id: authSessions.id })
    .from(authSessions)
    .where(inArray(authSessions.id, [over, alive]))
  const tokens = await db
    .select({ id: signInTokens.id })
    .from(signInTokens)
    .where(inArray(signInTokens.id, [over, alive]))
  const counts = await db
    .select({ id: rateLimits.subject })
    .from(rateLimits)
    .where(inArray(rateLimits.subject, [over, alive]))
  expect(new Set(kept.map(({ id }) => id))).toEqual(new Set([unsettled.id, young.id]))
  expect(runs).toEqual([{ id: young.id }])
  expect(sessions).toEqual([{ id: alive }])
  expect(tokens).toEqual([{ id: alive }])
  expect(counts).toEqual([{ id: alive }])
})
