import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ConcurrencyLimit, type Leave } from '#workers/overload/concurrency-limit.ts'

const PATIENT = { patienceMs: 60_000 }

/** Lets promises that are ready run. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('what is beyond places and queue is turned away, and who waits is let in by age', async () => {
  const limit = new ConcurrencyLimit({ underWay: 1, waiting: 2, ...PATIENT })
  const order: string[] = []
  const first = limit.enter(0) as Leave
  const comeIn = async (name: string) => {
    const leave = await limit.enter(0)
    order.push(name)
    return leave
  }
  const second = comeIn('second')
  const third = comeIn('third')
  expect(limit.enter(0)).toBeNull()

  first()
  first() // Twice gives no second place.
  await turn()
  expect(order).toEqual(['second'])
  ;(await second)?.()
  ;(await third)?.()
  expect(order).toEqual(['second', 'third'])
  expect(limit.enter(0)).toBeTypeOf('function')
})

test('who has waited too long is turned away, and takes no place afterwards', async () => {
  const limit = new ConcurrencyLimit({ underWay: 1, waiting: 1, patienceMs: 5 })
  const leave = limit.enter(0) as Leave
  expect(await limit.enter(0)).toBeNull()
  leave()
  expect(limit.enter(0)).toBeTypeOf('function')
})

test('a place that nobody gave back is free again after a minute, for the one who has waited longest', async () => {
  const limit = new ConcurrencyLimit({ underWay: 1, waiting: 2, ...PATIENT })
  const lost = limit.enter(0) as Leave
  const waiting = limit.enter(1)
  limit.enter(59_999)
  let letIn = false
  void Promise.resolve(waiting).then(() => {
    letIn = true
  })
  await turn()
  expect(letIn).toBe(false)

  expect(limit.enter(60_000)).toBeInstanceOf(Promise)
  expect(await waiting).toBeTypeOf('function')
  lost() // Too late: the place is somebody else's by now.
  expect(limit.enter(60_001)).toBeNull()
})

test('whatever comes and goes, the bounds hold and no place is lost', async () => {
  const steps = fc.array(fc.oneof(fc.constant('enter'), fc.constant('leave')), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (list, underWay) => {
      const limit = new ConcurrencyLimit({ underWay, waiting: 2, ...PATIENT })
      const inside: Leave[] = []
      let waiting = 0
      for (const step of list) {
        if (step === 'leave') inside.shift()?.()
        else {
          const place = limit.enter(0)
          expect(place === null).toBe(inside.length === underWay && waiting === 2)
          if (typeof place === 'function') inside.push(place)
          if (place instanceof Promise) {
            waiting += 1
            void place.then((leave) => {
              waiting -= 1
              if (leave) inside.push(leave)
            })
          }
        }
        await Promise.resolve()
        await Promise.resolve()
        expect(inside.length).toBeLessThanOrEqual(underWay)
        expect(waiting === 0 || inside.length === underWay).toBe(true)
      }
    }),
  )
})
