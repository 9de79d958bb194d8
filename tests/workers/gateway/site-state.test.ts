import { beforeEach, expect, test, vi } from 'vitest'
import { WRITABLE } from '#functions/site/site-mode.ts'
import { makeFlags } from '../../support/flags.ts'

const NOW_MS = 1_000_000_000
const readOnly = { ...WRITABLE, readOnly: true, reason: 'A move' }
const unknown = { behind: [], atMs: 0 }

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

let isolates = 0

/** An isolate that has read nothing yet: the module with variables of its own. */
async function startIsolate() {
  isolates += 1
  const file = `../../../workers/gateway/site-state.ts?isolate=${isolates}`
  const isolate = (await import(file)) as typeof import('#workers/gateway/site-state.ts')
  const store = makeFlags()
  const write = (key: string, value: unknown) => store.values.set(key, JSON.stringify(value))
  return { ...isolate, ...store, write }
}

test('while KV is away the site stays read-only, and is asked about again as before', async () => {
  const { readState, recallState, flags, write, breakDown } = await startIsolate()
  write('site:mode', readOnly)
  write('site:replicas', { behind: ['replica-1'], atMs: 7 })
  const known = await readState(flags, NOW_MS)
  expect(known).toEqual({ mode: readOnly, replicas: { behind: ['replica-1'], atMs: 7 } })

  breakDown(true)
  expect(await readState(flags, NOW_MS + 5_000)).toEqual(known)
  expect(recallState(NOW_MS + 9_999)).toEqual(known)
  breakDown(false)
  write('site:mode', WRITABLE)
  expect((await readState(flags, NOW_MS + 10_000)).mode).toEqual(WRITABLE)
})

test('an isolate that has never reached KV takes writes, and trusts no replica', async () => {
  const { readState, recallState, flags, breakDown } = await startIsolate()
  expect(recallState(NOW_MS)).toBeNull()
  breakDown(true)
  expect(await readState(flags, NOW_MS)).toEqual({ mode: WRITABLE, replicas: unknown })
})
