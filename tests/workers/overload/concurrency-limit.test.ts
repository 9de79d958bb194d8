import fc from 'fast-check'
import { expect, test } from 'vitest'
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
