import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { makeEdge } from '../support/edge.ts'

/** For how long a check is the answer to whoever asks. */
const MEMO_MS = 2_000

test('however many ask for the state of the site at once, its parts are asked once', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const fetched = vi.spyOn(globalThis, 'fetch')
  onTestFinished(() => void vi.restoreAllMocks())
  const edge = makeEdge()
  await sleep(MEMO_MS + 100)

  const answers = await Promise.all(Array.from({ length: 40 }, () => edge.send('/healthz')))

  expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
  expect(fetched.mock.calls.filter(([url]) => String(url).includes('/v2/dlq'))).toHaveLength(1)
})
