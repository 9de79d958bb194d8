import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ConcurrencyLimit, type Leave } from '#workers/overload/concurrency-limit.ts'

const PATIENT = { patienceMs: 60_000 }

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
  const limit = new ConcurrencyLimit({ underWay: 1, waiting: 1, patienceMs: 5 })
  const leave = limit.enter(Date.now()) as Leave
  expect(await limit.enter(Date.now())).toBeNull()
  leave()
  expect(limit.enter(Date.now())).toBeTypeOf('function')
})

test('a place that nobody gave back is free again after a minute, and only then', () => {
  const limit = new ConcurrencyLimit({ underWay: 1, waiting: 0, patienceMs: 0 })
  const lost = limit.enter(0) as Leave
  expect(limit.enter(59_999)).toBeNull()
  expect(limit.enter(60_000)).toBeTypeOf('function')
  lost() // Too late: the place is somebody else's by now.
  expect(limit.enter(60_001)).toBeNull()
})

test('whoever waits and is gone holds nobody up for longer than their patience', () => {
  const limit = new ConcurrencyLimit({ underWay: 1, waiting: 1, patienceMs: 60_000 })
  const leave = limit.enter(0) as Leave
  void limit.enter(0)
  leave()
  expect(limit.enter(59_000)).toBeNull()
  expect(limit.enter(60_000)).toBeTypeOf('function')
})

/** Has work take a place and hold it, one after the other, on a clock of its own. */
function makeWork(limit: ConcurrencyLimit) {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  return (times: number, heldMs: number, atOnce = 1) => {
    for (let i = 0; i < times; i++) {
      const inside = Array.from({ length: atOnce }, () => limit.enter(Date.now()))
      vi.advanceTimersByTime(heldMs)
      for (const leave of inside) if (typeof leave === 'function') leave()
    }
  }
}

/** How many are let in at once, without waiting. */
function countPlaces(limit: ConcurrencyLimit): number {
  const inside: Leave[] = []
  for (;;) {
    const place = limit.enter(Date.now())
    if (typeof place !== 'function') break
    inside.push(place)
  }
  for (const leave of inside) leave()
  return inside.length
}

test('who would wait for too long is turned away at once, and a quick burst is not', () => {
  const limit = new ConcurrencyLimit({ underWay: 1, waiting: 64, patienceMs: 150 })
  const work = makeWork(limit)
  const countWaiting = () => {
    let waiting = 0
    while (limit.enter(Date.now()) !== null) waiting += 1
    vi.advanceTimersByTime(1_000)
    return waiting - 1
  }
  // One place that is held for 5 ms: half of 150 ms are 15 others.
  work(50, 5)
  expect(countWaiting()).toBe(15)
  vi.advanceTimersByTime(60_000)
  work(100, 50)
  expect(countWaiting()).toBe(1)
})

test('places become fewer while they are held for far longer than usual, and come back', () => {
  const limit = new ConcurrencyLimit({ underWay: 16, waiting: 0, patienceMs: 0 })
  const work = makeWork(limit)
  work(100, 10)
  expect(countPlaces(limit)).toBe(16)
  work(60, 30, 16)
  expect(countPlaces(limit)).toBe(16)
  work(60, 60, 16)
  expect(countPlaces(limit)).toBe(3)
  work(400, 10, 16)
  expect(countPlaces(limit)).toBe(16)
})

test('what asks no database does not make one look slow', () => {
  const limit = new ConcurrencyLimit({ underWay: 16, waiting: 0, patienceMs: 0 })
  const work = makeWork(limit)
  work(100, 40)
  work(1_000, 0)
  work(100, 40, 16)
  expect(countPlaces(limit)).toBe(16)
})

test('a database that has become slower for good is soon usual', () => {
  const limit = new ConcurrencyLimit({ underWay: 16, waiting: 0, patienceMs: 0 })
  const work = makeWork(limit)
  work(100, 10)
  work(2_000, 60, 16)
  expect(countPlaces(limit)).toBe(16)
})

test('whatever comes and goes, the bounds hold and no place is lost', () => {
  const steps = fc.array(fc.boolean(), { maxLength: 60 })
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 4 }), (list, underWay) => {
      const limit = new ConcurrencyLimit({ underWay, waiting: 0, patienceMs: 0 })
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
