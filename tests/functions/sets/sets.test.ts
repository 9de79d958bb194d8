import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { redisKeys } from '#db/redis.ts'
import { attendances } from '#db/schema/index.ts'
import { withCounts } from '#functions/sets/counts.ts'
import { rebuildSets } from '#functions/sets/rebuild-sets.ts'
import { reconcileSets } from '#functions/sets/reconcile-sets.ts'
import { updateSets } from '#functions/sets/update-sets.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeEvent, makePerson } from '../../support/make.ts'
import { redis } from '../../support/redis.ts'

const { deps } = makeDeps()

const attend = (eventId: string, personId: string, role: 'attending' | 'tracking' = 'attending') =>
  db
    .insert(attendances)
    .values({ eventId, personId, role })
    .onConflictDoUpdate({ target: [attendances.eventId, attendances.personId], set: { role } })

const leave = (eventId: string, personId: string) =>
  db
    .delete(attendances)
    .where(and(eq(attendances.eventId, eventId), eq(attendances.personId, personId)))

async function setsOf(eventId: string, personId: string) {
  const [attending, tracking, either] = await Promise.all([
    redis.sismember(redisKeys.attending(eventId), personId),
    redis.sismember(redisKeys.tracking(eventId), personId),
    redis.sismember(redisKeys.personEvents(personId), eventId),
  ])
  return { attending, tracking, either }
}

async function reconcileAll() {
  let mended = 0
  for (let runs = 0; runs < 50; runs++) {
    const run = await reconcileSets(deps)
    mended += run.mended
    if (run.complete) return mended
  }
  throw new Error('The reconcile never came to an end')
}

test('the job makes the sets say what the database says by now, however often it runs', async () => {
  const { id: eventId } = await makeEvent()
  const { id: personId } = await makePerson()
  const payload = { eventId, personId }

  await attend(eventId, personId)
  expect(await updateSets(deps, payload)).toEqual([])
  await updateSets(deps, payload)
  expect(await setsOf(eventId, personId)).toEqual({ attending: 1, tracking: 0, either: 1 })

  await attend(eventId, personId, 'tracking')
  await updateSets(deps, payload)
  expect(await setsOf(eventId, personId)).toEqual({ attending: 0, tracking: 1, either: 1 })

  await leave(eventId, personId)
  await updateSets(deps, payload)
  expect(await setsOf(eventId, personId)).toEqual({ attending: 0, tracking: 0, either: 0 })
})

test('a job that read before a change and writes after it still leaves the truth', async () => {
  const { id: eventId } = await makeEvent()
  const { id: personId } = await makePerson()
  await attend(eventId, personId)
  let left = false
  // Between the job's read and its write, the person leaves and that job runs to its end.
  const slow = new Proxy(redis, {
    get(target, name, receiver) {
      if (name !== 'multi' || left) return Reflect.get(target, name, receiver)
      return () => {
        const multi = target.multi()
        const exec = multi.exec.bind(multi)
        multi.exec = (async () => {
          left = true
          await leave(eventId, personId)
          await updateSets(deps, { eventId, personId })
          return exec()
        }) as typeof multi.exec // The same promise of the same results, only later.
        return multi
      }
    },
  })

  await updateSets({ ...deps, redis: slow }, { eventId, personId })

  expect(left).toBe(true)
  expect(await setsOf(eventId, personId)).toEqual({ attending: 0, tracking: 0, either: 0 })
})

test('a rebuild makes the sets from nothing, and only then are they counted', async () => {
  const event = await makeEvent()
  const [ada, bob, eve] = await Promise.all([makePerson(), makePerson(), makePerson()])
  await attend(event.id, ada.id)
  await attend(event.id, bob.id, 'tracking')
  await redis.sadd(redisKeys.attending(event.id), eve.id)

  const { written } = await rebuildSets(deps)

  expect(written).toBeGreaterThanOrEqual(2)
  expect(await redis.smembers(redisKeys.attending(event.id))).toEqual([ada.id])
  expect(await redis.smembers(redisKeys.tracking(event.id))).toEqual([bob.id])
  const noPostgres = { redis, read: Object.create(null) as typeof db }
  expect(await withCounts(noPostgres, [event])).toMatchObject([
    { id: event.id, attendingCount: 1, trackingCount: 1 },
  ])
})

test('a reconcile mends what a set lacks, what it has too much, and what is in the wrong set', async () => {
  const event = await makeEvent()
  const gone = crypto.randomUUID()
  const [ada, bob, eve] = await Promise.all([makePerson(), makePerson(), makePerson()])
  await attend(event.id, ada.id)
  await attend(event.id, bob.id)
  await rebuildSets(deps)
  await redis.srem(redisKeys.attending(event.id), ada.id)
  await redis.smove(redisKeys.attending(event.id), redisKeys.tracking(event.id), bob.id)
  await redis.sadd(redisKeys.attending(event.id), eve.id)
  await redis.sadd(redisKeys.personEvents(eve.id), event.id)
  await redis.sadd(redisKeys.attending(gone), ada.id)

  expect(await reconcileAll()).toBeGreaterThanOrEqual(4)

  expect((await redis.smembers(redisKeys.attending(event.id))).toSorted()).toEqual(
    [ada.id, bob.id].toSorted(),
  )
  expect(await redis.scard(redisKeys.tracking(event.id))).toBe(0)
  expect(await redis.scard(redisKeys.personEvents(eve.id))).toBe(0)
  expect(await redis.scard(redisKeys.attending(gone))).toBe(0)
  expect(await reconcileAll()).toBe(0)
})

test('after a loss the counts come from the database until a whole pass has mended the sets', async () => {
  const event = await makeEvent()
  const { id: personId } = await makePerson()
  await attend(event.id, personId)
  await rebuildSets(deps)
  const before = await withCounts(deps, [event])

  await redis.flushdb()

  expect(await withCounts(deps, [event])).toEqual(before)
  expect(await redis.exists(redisKeys.setsComplete())).toBe(0)
  await reconcileAll()
  expect(await redis.exists(redisKeys.setsComplete())).toBe(1)
  expect(await setsOf(event.id, personId)).toEqual({ attending: 1, tracking: 0, either: 1 })
})

test('a pass does not vouch for what it looked at before a loss', async () => {
  await redis.flushdb()
  const losing = new Proxy(redis, {
    get: (target, name, receiver) =>
      name === 'scan'
        ? async (...args: Parameters<typeof redis.scan>) => {
            await target.flushdb()
            return target.scan(...args)
          }
        : Reflect.get(target, name, receiver),
  })

  const run = await reconcileSets({ ...deps, redis: losing })

  expect(run.complete).toBe(false)
  expect(await redis.exists(redisKeys.setsComplete())).toBe(0)
})

test('with Redis away, lists are counted in the database, in their order', async () => {
  const [busy, quiet] = await Promise.all([makeEvent(), makeEvent()])
  const [ada, bob] = await Promise.all([makePerson(), makePerson()])
  await attend(busy.id, ada.id)
  await attend(busy.id, bob.id, 'tracking')
  const away = new Proxy(redis, {
    get() {
      throw new Error('Redis is away')
    },
  })

  const counted = await withCounts({ ...deps, redis: away }, [quiet, busy])

  expect(
    counted.map(({ id, attendingCount, trackingCount }) => [id, attendingCount, trackingCount]),
  ).toEqual([
    [quiet.id, 0, 0],
    [busy.id, 1, 1],
  ])
  expect(await withCounts({ ...deps, redis: away }, [])).toEqual([])
})
