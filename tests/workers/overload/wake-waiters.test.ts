import { expect, onTestFinished, test, vi } from 'vitest'
import { ConcurrencyLimit, type Leave } from '#workers/overload/concurrency-limit.ts'

test('whoever leaves wakes the first in the queue, and each who gets a place the next, without a timer', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const limit = new ConcurrencyLimit({
    ...{ underWay: 2, waiting: 3, patienceMs: 60_000, overloadWaitMs: 60_000 },
  })
  const nowMs = Date.now()
  const inside = [limit.enter(nowMs) as Leave, limit.enter(nowMs) as Leave]
  const order: number[] = []
  for (const n of [1, 2, 3]) void Promise.resolve(limit.enter(nowMs)).then(() => order.push(n))
  for (const leave of inside) leave()
  await vi.advanceTimersByTimeAsync(0)
  expect(order).toEqual([1, 2])
})
