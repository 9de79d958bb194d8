import { and, eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { redisKeys } from '#db/redis.ts'
import { attendances } from '#db/schema/index.ts'
import { rebuildSets } from '#functions/sets/rebuild-sets.ts'
import { updateSets } from '#functions/sets/update-sets.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeEvent, makePerson } from '../../support/make.ts'
import { redis } from '../../support/redis.ts'

const { deps } = makeDeps()

test('who leaves between its read and its write is in no set when it ends', async () => {
  const [{ id: eventId }, { id: personId }] = await Promise.all([makeEvent(), makePerson()])
  await db.insert(attendances).values({ eventId, personId, role: 'attending' })
  let left = false
  const leave = async () => {
    left = true
    await db
      .delete(attendances)
      .where(and(eq(attendances.eventId, eventId), eq(attendances.personId, personId)))
    await updateSets(deps, { eventId, personId })
  }
  const makePipeline = redis.pipeline.bind(redis)
  vi.spyOn(redis, 'pipeline').mockImplementation(() => {
    const pipeline = makePipeline()
    const sadd = pipeline.sadd.bind(pipeline)
    const exec = pipeline.exec.bind(pipeline)
    pipeline.sadd = (...args) => {
      pipeline.exec = (async () => {
        if (!left) await leave()
        return exec()
      }) as typeof exec // The same promise of the same results, only later.
      return sadd(...args)
    }
    return pipeline
  })

  await rebuildSets(deps)

  expect(left).toBe(true)
  expect(await redis.exists(redisKeys.attending(eventId), redisKeys.personEvents(personId))).toBe(0)
})
