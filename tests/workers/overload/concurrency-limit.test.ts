import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ConcurrencyLimit, type Leave, type Limits } from '#workers/overload/concurrency-limit.ts'
import { Saturation } from '#workers/overload/saturation.ts'

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

type Held = number | ((inside: number) => number)

/** A limit on a clock of its own, with places that are held for so long, one lot after the other. */
function makeBusy(limits: Partial<Limits>) {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const limit = new ConcurrencyLimit({ ...MANY, ...limits })
  let inside = 0
  let most = 0
  let longestWaitMs = 0
  let waiting = 0
  let mostWaiting = 0
  let countFromMs = 0
  /**
   * Comes in, keeps the thread busy, and leaves after a time, which may depend on how many are inside.
   * Resolves to whether there was a place.
   */
  const come = async (heldMs: Held, busyMs = 0) => {
    const askedMs = Date.now()
    waiting += 1
    if (askedMs >= countFromMs) mostWaiting = Math.max(mostWaiting, waiting)
    const leave = await limit.enter(askedMs)
    waiting -= 1
    if (leave === null) return false
    inside += 1
    if (Date.now() >= countFromMs) {
      most = Math.max(most, inside)
      longestWaitMs = Math.max(longestWaitMs, Date.now() - askedMs)
    }
    // The clock goes on, and no timer can come.
    vi.setSystemTime(Date.now() + busyMs)
    const ms = typeof heldMs === 'number' ? heldMs : heldMs(inside)
    await new Promise((resolve) => setTimeout(resolve, ms))
    inside -= 1
    leave()
    return true
  }
  /** Comes again and again, so many side by side, at once when the one before has left, or 20 ms after it was refused. Counts refusals, and of the last second the most who were inside. */
  const crowd = async (people: number, forMs: number, heldMs: Held, busyMs = 0) => {
    const untilMs = Date.now() + forMs
    let refused = 0
    const one = async () => {
      while (Date.now() < untilMs) {
        if (await come(heldMs, busyMs)) continue
        refused += 1
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    most = 0
    longestWaitMs = 0
    mostWaiting = 0
    countFromMs = untilMs - Math.min(1_000, forMs / 2)
    const all = Promise.all(Array.from({ length: people }, one))
    await vi.advanceTimersByTimeAsync(forMs + 5_000)
    await all
    return { refused, most }
  }
  return { come, crowd, longestWait: () => longestWaitMs, mostWaiting: () => mostWaiting }
}

const MANY = { underWay: 16, waiting: 32, patienceMs: 2_000, overloadWaitMs: 50 }

test('a burst waits, however slow the database, as long as there is room', async () => {
  const { crowd, come } = makeBusy({})
  await crowd(1, 1_000, 10)
  const burst = Promise.all(Array.from({ length: 48 }, () => come(600)))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await burst).toEqual(Array(48).fill(true))
})

test('as long as there is room nobody is turned away, however long the queue stands', async () => {
  const { crowd } = makeBusy({ underWay: 2, waiting: 30 })
  expect((await crowd(30, 10_000, 30)).refused).toBe(0)
  expect((await crowd(30, 10_000, 100)).refused).toBe(0)
})

test('a queue that was full for a moment takes as many as before', async () => {
  const { come } = makeBusy({ underWay: 2, waiting: 30 })
  const burst = async (people: number) => {
    const all = Promise.all(Array.from({ length: people }, () => come(50)))
    await vi.advanceTimersByTimeAsync(500)
    return all
  }
  const first = burst(40)
  await vi.advanceTimersByTimeAsync(300)
  expect(await burst(10)).toEqual(Array(10).fill(true))
  expect((await first).filter((isIn) => !isIn)).toHaveLength(8)
})

test('when the queue has been full for a second, it is only as long as answers take', async () => {
  const { crowd, longestWait } = makeBusy({ underWay: 2, waiting: 30, overloadWaitMs: 50 })
  await crowd(60, 900, 30)
  expect(longestWait()).toBeGreaterThan(400)
  expect((await crowd(60, 10_000, 30)).refused).toBeGreaterThan(1_000)
  expect(longestWait()).toBeLessThan(100)
})

test('overload lasts while people are turned away, even if nobody may wait', async () => {
  const { crowd } = makeBusy({ underWay: 1, overloadWaitMs: 1 })
  expect((await crowd(50, 10_000, 30, 20)).refused).toBeGreaterThan(2_000)
})

test('a database that is slow makes nobody leave, as long as as many wait as are under way', async () => {
  const { crowd, mostWaiting } = makeBusy({})
  expect(await crowd(30, 10_000, 600)).toEqual({ refused: 0, most: 16 })
  // Also when answers take different times.
  expect((await crowd(30, 20_000, () => 100 + Math.random() * 500)).refused).toBe(0)
  expect((await crowd(60, 10_000, 600)).refused).toBeGreaterThan(1_000)
  expect(mostWaiting()).toBeGreaterThan(15)
})

test('a database that is saturated is asked by few, and nobody waits for long', async () => {
  const { crowd } = makeBusy({})
  // Each of so many at once is answered so many times as late, as by one processor.
  const found = await crowd(60, 10_000, (inside) => 12 * inside)
  // Twice as many are tried every few seconds.
  expect(found.most).toBeLessThan(9)
  expect(found.refused).toBeGreaterThan(1_000)
})

test('once it answers all again, all are let in again', async () => {
  const { crowd } = makeBusy({})
  const untilMs = Date.now() + 8_000
  const held = (inside: number) => (Date.now() < untilMs ? 12 * inside : 200)
  expect((await crowd(60, 20_000, held)).most).toBe(16)
})

test('places become fewer while the thread is too busy for those who wait, and come back', async () => {
  const { crowd } = makeBusy({})
  expect((await crowd(60, 6_000, 10, 5)).most).toBeLessThan(9)
  expect((await crowd(60, 6_000, 40)).most).toBe(16)
  // Busy, but nobody waits.
  expect((await crowd(10, 6_000, 60, 5)).most).toBe(10)
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

test('where timers come late less is begun, though there is no overload, of what gives way', () => {
  const saturation = new Saturation()
  const places = { ...PATIENT, underWay: 12, waiting: 0 }
  const cold = new ConcurrencyLimit({ ...places, givesWay: true }, saturation)
  const others = new ConcurrencyLimit(places, saturation)
  let nowMs = 0
  const room = (limit: ConcurrencyLimit) => {
    const taken: Leave[] = []
    for (let place = limit.enter(nowMs); typeof place === 'function'; place = limit.enter(nowMs))
      taken.push(place)
    for (const leave of taken) leave()
    return taken.length
  }
  const timers = (lateMs: number) => {
    for (let n = 0; n < 200; n += 1) {
      nowMs += 10
      saturation.measureLate(lateMs, nowMs)
    }
  }
  expect(room(cold)).toBe(12)
  timers(5)
  expect([room(cold), room(others)]).toEqual([3, 12])
  timers(1)
  expect(room(cold)).toBe(12)
  timers(5)
  nowMs += 1_000 // Nobody waited, so nothing is known any more.
  expect(room(cold)).toBe(12)
})
