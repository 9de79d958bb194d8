import { inArray, sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { jobRuns, outbox } from '#db/schema/index.ts'
import { type Message, message } from '#functions/messages.ts'
import { runJob } from '#functions/outbox/run-job.ts'
import { sweepOutbox } from '#functions/outbox/sweep-outbox.ts'
import { purgedTags, purgePages } from '#functions/site/purge-pages.ts'
import { invalidate } from '#workers/purge.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { PlatformCache } from '../../support/platform-cache.ts'

// What these tests look at is all that waits, so nothing may wait from the tests of before.
beforeEach(async () => {
  await db.delete(outbox)
})

async function makePurge(tags: string[], age = '0 seconds'): Promise<Message> {
  const made = message('purge-pages', { tags })
  await db.insert(outbox).values({ ...made, createdAt: sql`now() - ${age}::interval` })
  return made
}

const settled = async (...made: Message[]) => {
  const ids = made.map(({ id }) => id)
  const runs = await db
    .select({ id: jobRuns.messageId })
    .from(jobRuns)
    .where(inArray(jobRuns.messageId, ids))
  return new Set(runs.map(({ id }) => id))
}

test('one delivery purges what every waiting message names, in one call, and settles them all', async () => {
  const calls: (readonly string[])[] = []
  const { deps } = makeDeps({ purge: async (tags) => void calls.push(tags) })
  const tag = newId()
  const first = await makePurge([`event-${tag}`, 'home'])
  const second = await makePurge([`topic-${tag}`, 'home'])

  const run = () => purgePages(deps)
  const results = [
    await runJob(deps, { id: first.id, job: 'purge-pages' }, run),
    await runJob(deps, { id: second.id, job: 'purge-pages' }, run),
  ]

  expect(results).toEqual(['settled', 'repeated'])
  expect(calls).toHaveLength(1)
  expect(calls[0]).toEqual(expect.arrayContaining([`event-${tag}`, `topic-${tag}`, 'home']))
  expect(new Set(calls[0]).size).toBe(calls[0]?.length)
  expect(await settled(first, second)).toEqual(new Set([first.id, second.id]))
})

test('a message older than a minute is settled without a purge', async () => {
  const { deps, purged } = makeDeps()
  const tag = `event-${newId()}`
  const old = await makePurge([tag], '2 minutes')

  await runJob(deps, { id: old.id, job: 'purge-pages' }, () => purgePages(deps))

  expect(purged).not.toContain(tag)
  expect(await settled(old)).toEqual(new Set([old.id]))
})

test('a purge that fails settles nothing', async () => {
  const { deps } = makeDeps({ purge: () => Promise.reject(new Error('too many purges')) })
  const made = await makePurge([`event-${newId()}`])

  const run = runJob(deps, { id: made.id, job: 'purge-pages' }, () => purgePages(deps))

  await expect(run).rejects.toThrow('too many purges')
  expect(await settled(made)).toEqual(new Set())
})

/** How many rows are not settled. */
const waiting = () =>
  db.$count(
    outbox,
    sql`not exists (select from ${jobRuns} where ${jobRuns.messageId} = ${outbox.id})`,
  )

test('a thousand rows of a thousand tags settle in one run, the newest purged, 100 tags a call', async () => {
  const calls: (readonly string[])[] = []
  const { deps } = makeDeps({ purge: async (tags) => void calls.push(tags) })
  const made = Array.from({ length: 1000 }, (_, i) => ({
    ...message('purge-pages', { tags: [`many-${i}`, 'home'] }),
    createdAt: sql`now() - ${`${i} milliseconds`}::interval`,
  }))
  await db.insert(outbox).values(made)
  const [first] = made

  await runJob(deps, { id: first?.id ?? '', job: 'purge-pages' }, () => purgePages(deps))

  expect(await waiting()).toBe(0)
  expect(calls.map((tags) => tags.length)).toEqual([100, 100, 100, 100, 100])
  const purged = new Set(calls.flat())
  expect([purged.size, purged.has('many-0'), purged.has('many-498'), purged.has('home')]).toEqual([
    500,
    true,
    true,
    true,
  ])
})

test('rows of days ago settle too, and one that nobody can read holds up no other', async () => {
  const { deps, purged } = makeDeps()
  await makePurge([`event-${newId()}`], '3 days')
  const unreadable = message('purge-pages', { tags: ['x'] })
  await db.insert(outbox).values({ ...unreadable, payload: { tags: 'x' } })
  const made = await makePurge(['event-readable'])

  await runJob(deps, { id: made.id, job: 'purge-pages' }, () => purgePages(deps))

  expect([await waiting(), purged]).toEqual([0, ['event-readable']])
})

test('what the queue has lost is settled by the cron once no page can be that old', async () => {
  const { deps, published } = makeDeps()
  const [lost, recent] = [await makePurge(['home'], '61 seconds'), await makePurge(['home'])]
  await db.update(outbox).set({ sentAt: sql`now()` })

  await sweepOutbox(deps)

  expect(published).toEqual([])
  expect(await settled(lost, recent)).toEqual(new Set([lost.id]))
})

test('a purge that Workers Cache refuses is tried again, and then settles', async () => {
  const platform = new PlatformCache(Date.now)
  const { deps } = makeDeps({ purge: (tags) => invalidate(platform, tags) })
  await Promise.all(Array.from({ length: 25 }, () => deps.purge(['home'])))
  const made = await makePurge([`event-${newId()}`])
  const deliver = (to: typeof deps) =>
    runJob(to, { id: made.id, job: 'purge-pages' }, () => purgePages(to))

  await expect(deliver(deps)).rejects.toThrow('too many purges')
  expect(await waiting()).toBe(1)
  expect(await deliver(makeDeps().deps)).toBe('settled')
  expect(await waiting()).toBe(0)
})

test('what purges pages is told from all else that is announced, whatever that says', () => {
  const purge = message('purge-pages', { tags: ['home', 'event-1'] })
  const other = { ...purge, job: 'ingest-posts' } as const
  expect(purgedTags([other, purge, other])).toEqual(['home', 'event-1'])
})
