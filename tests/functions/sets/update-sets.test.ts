import { and, eq, inArray, isNull } from 'drizzle-orm'
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
  expect(messages).toMatchObject([{ job: 'update-sets' }])
  await deps.commit(statements)
  const rest = await updateSets(deps, payload)
  await deps.commit(rest.statements)
  expect(rest.messages).toEqual([])
})

test('a pair that does not hold still keeps nobody else’s message waiting, and has another run', async () => {
  const { id: eventId } = await makeEvent()
  const [calm, restless] = await Promise.all([makePerson(), makePerson()])
  const pairs = [calm, restless].map(({ id: personId }) => ({ eventId, personId }))
  await db
    .insert(attendances)
    .values(pairs.map((pair) => ({ ...pair, role: 'attending' as const })))
  const waiting = pairs.map((pair) => message('update-sets', pair))
  await db.insert(outbox).values(waiting)
  let role: 'attending' | 'tracking' = 'attending'
  const flipping = new Proxy(redis, {
    get(target, name, receiver) {
      if (name !== 'multi') return Reflect.get(target, name, receiver)
      return () => {
        const multi = target.multi()
        const exec = multi.exec.bind(multi)
        multi.exec = (async () => {
          role = role === 'attending' ? 'tracking' : 'attending'
          await db.update(attendances).set({ role }).where(eq(attendances.personId, restless.id))
          return exec()
        }) as typeof multi.exec // The same promise of the same results, only later.
        return multi
      }
    },
  })

  const { messages, statements } = await updateSets({ ...deps, redis: flipping }, null)
  await deps.commit(statements)

  expect(await redis.sismember(redisKeys.attending(eventId), calm.id)).toBe(1)
  expect(messages?.map(({ payload }) => payload)).toEqual([{ eventId, personId: restless.id }])
  const left = inArray(
    outbox.id,
    waiting.map(({ id }) => id),
  )
  expect(
    await db
      .select()
      .from(outbox)
      .where(and(left, isNull(outbox.sentAt))),
  ).toEqual([])
})
