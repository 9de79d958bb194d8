import { inArray, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { jobRuns, outbox } from '#db/schema/index.ts'
import { type Message, message } from '#functions/messages.ts'
import { runJob } from '#functions/outbox/run-job.ts'
import { purgePages } from '#functions/site/purge-pages.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'

// What these tests look at is all that waits, so nothing may wait from the tests of before.
beforeAll(async () => {
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

test('no call names more than 100 tags; the rest waits for the next', async () => {
  const { deps, purged } = makeDeps()
  const many = (name: string) => Array.from({ length: 45 }, (_, i) => `${name}-${i}-${newId()}`)
  const made = await Promise.all(['a', 'b', 'c'].map((name) => makePurge(many(name))))

  await deps.commit(await purgePages(deps))
  const first = purged.length
  await deps.commit(await purgePages(deps))

  expect(first).toBeLessThanOrEqual(100)
  expect(new Set(purged)).toEqual(expect.objectContaining({ size: purged.length }))
  expect((await settled(...made)).size).toBe(3)
})
