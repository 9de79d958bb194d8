import { and, eq } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { createRedis, JOB_TIMEOUT_MS, redisKeys } from '#db/redis.ts'
import { attendances } from '#db/schema/index.ts'
import { rebuildSets } from '#functions/sets/rebuild-sets.ts'
import { reconcileSets } from '#functions/sets/reconcile-sets.ts'
import { updateSets } from '#functions/sets/update-sets.ts'
import { createInProcessRedis } from '#scripts/stack/in-process-redis.ts'
import { startUpstashGateway } from '#scripts/stack/upstash-gateway.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeEvent, makePerson } from '../../support/make.ts'
import { redis } from '../../support/redis.ts'

const { deps } = makeDeps()
/** When the next comparison is due, an hour after that of `deps`. */
const { deps: later } = makeDeps({ now: new Date(deps.now().getTime() + 3_600_000) })

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

async function reconcileAll(due = later) {
  let mended = 0
  for (let runs = 0; runs < 50; runs++) {
    const run = await reconcileSets(due)
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
  await updateSets(deps, payload)
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

test('a rebuild makes the sets from nothing, and only then are they complete', async () => {
  const event = await makeEvent()
  const [ada, bob, eve] = await Promise.all([makePerson(), makePerson(), makePerson()])
  await attend(event.id, ada.id)
  await attend(event.id, bob.id, 'tracking')
  await redis.sadd(redisKeys.attending(event.id), eve.id)

  const { written } = await rebuildSets(deps)

  expect(written).toBeGreaterThanOrEqual(2)
  expect(await redis.smembers(redisKeys.attending(event.id))).toEqual([ada.id])
  expect(await redis.smembers(redisKeys.tracking(event.id))).toEqual([bob.id])
  expect(await redis.get(redisKeys.setsComplete())).toBe(String(deps.now().getTime()))
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
  await redis.del(redisKeys.setsComplete())
  expect(await reconcileAll()).toBe(0)
})

test('after a loss a pass begins at once, and the sets are complete when it has mended them', async () => {
  const event = await makeEvent()
  const { id: personId } = await makePerson()
  await attend(event.id, personId)
  await rebuildSets(deps)
  await redis.flushdb()

  expect(await redis.exists(redisKeys.setsComplete())).toBe(0)
  await reconcileAll(deps)
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

/** A Redis of its own that writes down every command. */
async function recordingRedis() {
  const commands: string[][] = []
  const backend = createInProcessRedis()
  const record = (command: readonly string[]) => commands.push([...command])
  const gateway = await startUpstashGateway({
    token: 'test',
    backend: {
      run: (command) => {
        record(command)
        return backend.run(command)
      },
      runAtomically: (all) => {
        all.forEach(record)
        return backend.runAtomically(all)
      },
    },
  })
  onTestFinished(() => gateway.stop())
  return {
    commands,
    redis: createRedis({ url: gateway.url, token: 'test', timeoutMs: JOB_TIMEOUT_MS }),
  }
}

test('sets that are right cost a few commands a pass, however many they are, and one until the next', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, () => makePerson()))
  for (let count = 0; count < 10; count++) {
    const event = await makeEvent()
    await db
      .insert(attendances)
      .values(
        people.map(({ id }) => ({ eventId: event.id, personId: id, role: 'attending' as const })),
      )
  }
  const { commands, redis: recorded } = await recordingRedis()
  await rebuildSets({ ...deps, redis: recorded })
  commands.length = 0

  const { mended } = await reconcileSets({ ...later, redis: recorded })

  expect(mended).toBe(0)
  expect(commands.length).toBeLessThan(20)
  commands.length = 0
  await reconcileSets({ ...later, redis: recorded })
  expect(commands.map(([name]) => name?.toLowerCase())).toEqual(['mget'])
})

test('only sets that differ are read, and only their wrong members are written', async () => {
  const [event, other] = await Promise.all([makeEvent(), makeEvent()])
  const [ada, bob] = await Promise.all([makePerson(), makePerson()])
  for (const { id } of [event, other]) {
    await attend(id, ada.id)
    await attend(id, bob.id)
  }
  const { commands, redis: recorded } = await recordingRedis()
  await rebuildSets({ ...deps, redis: recorded })
  // As many as before, but another one: only the checksum tells.
  await recorded.srem(redisKeys.attending(event.id), ada.id)
  await recorded.sadd(redisKeys.attending(event.id), crypto.randomUUID())
  commands.length = 0

  expect((await reconcileSets({ ...later, redis: recorded })).mended).toBe(2)

  const read = commands.filter(([name]) => name?.toLowerCase() === 'smembers')
  expect(read.map(([, key]) => key)).toEqual([redisKeys.attending(event.id)])
  expect((await recorded.smembers(redisKeys.attending(event.id))).toSorted()).toEqual(
    [ada.id, bob.id].toSorted(),
  )
})
