import { expect, onTestFinished, test, vi } from 'vitest'
import type { CachedPage } from '#workers/gateway/cached-page.ts'
import { Renders } from '#workers/gateway/renders.ts'

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
