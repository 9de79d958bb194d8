import { inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { redisKeys } from '#db/redis.ts'
import { attendances, outbox } from '#db/schema/index.ts'
import { message } from '#functions/messages.ts'
import { runJob } from '#functions/outbox/run-job.ts'
import { isSettled } from '#functions/outbox/settled.ts'
import { updateSets } from '#functions/sets/update-sets.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeEvent, makePerson } from '../../support/make.ts'
import { redis } from '../../support/redis.ts'

const { deps } = makeDeps()

test('one run settles every message that waits, and leaves those that it did not see', async () => {
  const { id: eventId } = await makeEvent()
  const people = await Promise.all([makePerson(), makePerson(), makePerson()])
  const role = 'tracking' as const
  await db
    .insert(attendances)
    .values(people.map(({ id: personId }) => ({ eventId, personId, role })))
  const waiting = people.map(({ id: personId }) => message('update-sets', { eventId, personId }))
  const torn = { ...message('update-sets', waiting[0]?.payload as never), payload: { later: 1 } }
  await db.insert(outbox).values([...waiting, torn])
  const [first] = waiting
  const run = { id: crypto.randomUUID(), job: 'update-sets' } as const

  const late = message('update-sets', { eventId, personId: crypto.randomUUID() })
  const outcome = await runJob(deps, run, async () => {
    const done = await updateSets(deps, first?.payload as never)
    await db.insert(outbox).values(late)
    return done
  })

  expect(outcome).toBe('settled')
  expect((await redis.smembers(redisKeys.tracking(eventId))).sort()).toEqual(
    people.map(({ id }) => id).sort(),
  )
  const stateOf = async (ids: string[]) => {
    const rows = await db
      .select({ settled: isSettled, sentAt: outbox.sentAt })
      .from(outbox)
      .where(inArray(outbox.id, ids))
    return rows.map(({ settled, sentAt }) => [settled, sentAt !== null])
  }
  const seen = [...waiting, torn].map(({ id }) => id)
  expect(await stateOf(seen)).toEqual(seen.map(() => [true, true]))
  expect(await stateOf([late.id])).toEqual([[false, false]])
})

test('a run that has no room for all announces another', async () => {
  const { id: eventId } = await makeEvent()
  const { id: personId } = await makePerson()
  const many = Array.from({ length: 2_000 }, () => message('update-sets', { eventId, personId }))
  await db.insert(outbox).values(many)

  const payload = { eventId, personId }
  const { messages, statements } = await updateSets(deps, payload)
  expect(messages).toMatchObject([{ job: 'update-sets', payload }])
  await deps.commit(statements)
  expect((await updateSets(deps, payload)).messages).toEqual([])
})
