import { expect, onTestFinished, test, vi } from 'vitest'
import type { CachedPage } from '#workers/gateway/cached-page.ts'
import { Renders, withinTime } from '#workers/gateway/renders.ts'

const PAGE = {} as CachedPage

test('a later attempt that is refused takes nobody their earlier one, and the last to fail fails for all', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const renders = new Renders()
  const visit = (render: () => Promise<CachedPage>) =>
    renders
      .join({ key: '/', render, keepAlive: () => undefined })
      .wait()
      .catch((error: Error) => error.message)
  const after = (ms: number) => new Promise<CachedPage>((done) => setTimeout(() => done(PAGE), ms))
  const refused = () => Promise.reject(new Error('refused'))

  const all = Promise.all([visit(() => after(3_000)), visit(refused), visit(refused)])
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await all).toEqual([PAGE, PAGE, PAGE])

  const failing = Promise.all([visit(refused), visit(() => after(3_000))])
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await failing).toEqual(['refused', 'refused'])
})

test('a render that was given up takes nothing from the one that came after it', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const renders = new Renders()
  const join = (render: () => Promise<CachedPage>) =>
    renders.join({ key: '/', render, keepAlive: () => undefined })
  const lost = Promise.withResolvers<CachedPage>()
  const first = join(() => lost.promise)
  const waiting = join(() => Promise.reject(new Error('refused'))).wait()
  const told = waiting.catch((error: Error) => error.message)
  // Attempts after 2, 6 and 14 s are refused while the first may still come; by 22 s it counts as lost.
  await vi.advanceTimersByTimeAsync(22_000)
  expect(await told).toBe('refused')
  await first.wait().catch(() => undefined)

  const second = join(() => new Promise(() => {}))
  lost.resolve(PAGE)
  await vi.advanceTimersByTimeAsync(1)
  expect([second.led, join(() => Promise.resolve(PAGE)).led]).toEqual([true, false])
})

test('a page that comes in time leaves no timer behind', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  expect(await withinTime(Promise.resolve(PAGE), 1_000)).toBe(PAGE)
  expect(vi.getTimerCount()).toBe(0)
})
