import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ConcurrencyLimit, type Leave, type Limits } from '#workers/overload/concurrency-limit.ts'

const PATIENT = { patienceMs: 60_000, overloadWaitMs: 60_000 }

/** Long enough for whoever waits to look for a place. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 10))

test('what is beyond places and queue is turned away, and who waits is let in by age', async () => {
  const limit = new ConcurrencyLimit({ underWay: 1, waiting: 2, ...PATIENT })
  const order: string[] = []
  const nowMs = Date.now()
  const first = limit.enter(nowMs) as Leave
  const comeIn = async (name: string) => {
    const leave = await limit.enter(nowMs)
    order.push(name)
    return leave
  }
  const second = comeIn('second')
  const third = comeIn('third')
  expect(limit.enter(nowMs)).toBeNull()

  first()
  first() // Twice gives no second place.
  await turn()
  expect(order).toEqual(['second'])
  ;(await second)?.()
  ;(await third)?.()
  expect(order).toEqual(['second', 'third'])
  expect(limit.enter(nowMs)).toBeTypeOf('function')
})

test('who has waited too long is turned away, and takes no place afterwards', async () => {
  const limit = new ConcurrencyLimit({ underWay: 1, waiting: 1, patienceMs: 5, overloadWaitMs: 5 })
  const leave = limit.enter(Date.now()) as Leave
  expect(await limit.enter(Date.now())).toBeNull()
  leave()
  expect(limit.enter(Date.now())).toBeTypeOf('function')
})

test('a place that nobody gave back is free again after a minute, and only then', () => {
  const limit = new ConcurrencyLimit({ ...PATIENT, underWay: 1, waiting: 0 })
  const lost = limit.enter(0) as Leave
  expect(limit.enter(59_999)).toBeNull()
  expect(limit.enter(60_000)).toBeTypeOf('function')
  lost() // Too late: the place is somebody else's by now.
  expect(limit.enter(60_001)).toBeNull()
})

test('whoever waits and is gone holds nobody up for longer than their patience', () => {
  const limit = new ConcurrencyLimit({ ...PATIENT, underWay: 1, waiting: 1 })
  const leave = limit.enter(0) as Leave
  void limit.enter(0)
  leave()
  expect(limit.enter(59_000)).toBeNull()
  expect(limit.enter(60_000)).toBeTypeOf('function')
})

/** A limit on a clock of its own, with places that are held for so long, one lot after the other. */
function makeBusy(limits: Partial<Limits>) {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const limit = new ConcurrencyLimit({ ...MANY, ...limits })
  let inside = 0
  /** Comes in, and leaves after a time. Resolves to whether there was a place. */
  const come = async (heldMs: number) => {
    const leave = await limit.enter(Date.now())
    if (leave === null) return false
    inside += 1
    if (heldMs > 0) await new Promise((resolve) => setTimeout(resolve, heldMs))
    inside -= 1
    leave()
    return true
  }
  /** Comes again and again, so many side by side, at once when the one before has left, or 20 ms after it was refused. Lets that time pass. */
  const crowd = async (people: number, forMs: number, heldMs: number, passMs = forMs + 5_000) => {
    const untilMs = Date.now() + forMs
    let refused = 0
    const one = async () => {
      while (Date.now() < untilMs)
        if (!(await come(heldMs))) {
          refused += 1
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
    }
    const all = Promise.all(Array.from({ length: people }, one))
    await vi.advanceTimersByTimeAsync(passMs)
    await all
    return refused
  }
  return { come, crowd, inside: () => inside }
}

const MANY = { underWay: 16, waiting: 32, patienceMs: 2_000, overloadWaitMs: 50 }

test('a burst waits, however slow the database, as long as there is room', async () => {
  const { crowd, come } = makeBusy({})
  await crowd(1, 1_000, 10)
  const burst = Promise.all(Array.from({ length: 48 }, () => come(600)))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await burst).toEqual(Array(48).fill(true))
})

test('when a queue stands, who would wait for too long is turned away', async () => {
  const { crowd } = makeBusy({ underWay: 2, waiting: 30 })
  expect(await crowd(10, 10_000, 10)).toBe(0)
  expect(await crowd(20, 900, 30)).toBe(0)
  expect(await crowd(20, 10_000, 30)).toBeGreaterThan(1_000)
})

test('overload lasts while people are turned away, even if nobody may wait', async () => {
  const { crowd } = makeBusy({ underWay: 1 })
  expect(await crowd(20, 10_000, 300)).toBeGreaterThan(6_000)
})

test('under overload places become fewer while they are held for far longer than usual, and come back', async () => {
  const { crowd, inside } = makeBusy({})
  await crowd(4, 2_000, 10)
  const seen: number[] = []
  for (const [people, heldMs] of [
    [40, 60],
    [40, 10],
    [10, 60],
  ] as const) {
    const coming = crowd(people, 6_000, heldMs, 0)
    await vi.advanceTimersByTimeAsync(5_500)
    seen.push(inside())
    await vi.advanceTimersByTimeAsync(5_000)
    await coming
  }
  expect(seen[0]).toBe(3)
  expect(seen[1]).toBeGreaterThan(13)
  // Slow, but nobody waits.
  expect(seen[2]).toBe(10)
})

test('a database that has become slower for good is usual in the end', async () => {
  const { crowd, inside } = makeBusy({})
  await crowd(4, 2_000, 10)
  const coming = crowd(40, 300_000, 60, 0)
  await vi.advanceTimersByTimeAsync(299_000)
  expect(inside()).toBeGreaterThan(13)
  await vi.advanceTimersByTimeAsync(5_000)
  await coming
})

test('what asks no database does not make one look slow', async () => {
  const { crowd, come, inside } = makeBusy({})
  await crowd(4, 2_000, 40)
  for (let i = 0; i < 1_000; i++) await come(0)
  const coming = crowd(40, 5_000, 40, 0)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(inside()).toBeGreaterThan(13)
  await vi.advanceTimersByTimeAsync(5_000)
  await coming
})

test('whatever comes and goes, the bounds hold and no place is lost', () => {
  const steps = fc.array(fc.boolean(), { maxLength: 60 })
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 4 }), (list, underWay) => {
      const limit = new ConcurrencyLimit({ ...PATIENT, underWay, waiting: 0 })
      const inside: Leave[] = []
      for (const isComing of list) {
        if (!isComing) inside.shift()?.()
        else {
          const place = limit.enter(0)
          expect(place === null).toBe(inside.length === underWay)
          if (typeof place === 'function') inside.push(place)
        }
      }
    }),
  )
})
