import { expect, onTestFinished, test, vi } from 'vitest'
import { tooLate, withinTime } from '#functions/within-time.ts'

const never = new Promise<string>(() => undefined)

test('what comes in time is the answer, and leaves no timer behind', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  expect(await withinTime(Promise.resolve('here'), 1_000, () => null)).toBe('here')
  await expect(withinTime(Promise.reject(new Error('broken')), 1_000, () => null)).rejects.toThrow(
    'broken',
  )
  expect(vi.getTimerCount()).toBe(0)
})

test('what is late is told by what it was to be: another answer, or an error', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const answers = Promise.allSettled([
    withinTime(never, 1_000, () => null),
    withinTime(never, 1_000, tooLate('It took more than a second')),
  ])
  await vi.advanceTimersByTimeAsync(999)
  expect(vi.getTimerCount()).toBe(2)
  await vi.advanceTimersByTimeAsync(1)
  const [another, error] = await answers
  expect(another).toEqual({ status: 'fulfilled', value: null })
  expect(error).toMatchObject({
    status: 'rejected',
    reason: { message: 'It took more than a second' },
  })
})
