import { beforeEach, expect, test, vi } from 'vitest'
import { WRITABLE } from '#functions/site/site-mode.ts'
// The same file as below: so that whatever looks for the tests of this module finds these.
import { RENEW_MS } from '#workers/gateway/site-state.ts'
import { makeFlags } from '../../support/flags.ts'

const NOW_MS = 1_000_000_000
const readOnly = { ...WRITABLE, readOnly: true, reason: 'A move' }
const unknown = { behind: [], atMs: 0 }

const errors: { message: string; error: string }[] = []
beforeEach(() => {
  errors.length = 0
  vi.spyOn(console, 'error').mockImplementation((line) => void errors.push(JSON.parse(line)))
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

test('the state is read from KV, and then known for five seconds', async () => {
  const { readState, memoizedState, flags, write } = await startIsolate()
  expect(memoizedState(NOW_MS)).toBeNull()
  expect(await readState(flags, NOW_MS)).toEqual({ mode: WRITABLE, replicas: unknown })

  const found = { mode: readOnly, replicas: { behind: ['replica-1'], atMs: 7 } }
  write('site:mode', found.mode)
  write('site:replicas', found.replicas)
  expect(memoizedState(NOW_MS + 4_999)?.mode).toEqual(WRITABLE)
  expect(memoizedState(NOW_MS + 5_000)).toBeNull()
  expect(await readState(flags, NOW_MS + 5_000)).toEqual(found)
})

test('KV may answer with a copy of its own, half a minute old', async () => {
  const { readState } = await startIsolate()
  const asked: unknown[] = []
  const get = async (_key: string, options: unknown) => {
    asked.push(options)
    return null
  }
  await readState({ get } as unknown as KVNamespace, NOW_MS)
  expect(asked).toEqual(Array(2).fill({ type: 'json', cacheTtl: 30 }))
})

test('what the cron writes reaches every isolate in 35 seconds', async () => {
  expect((await startIsolate()).STATE_DELAY_MS).toBe(35_000)
})

test('while KV is away the site stays read-only, and KV is asked again as before', async () => {
  const { readState, memoizedState, flags, write, breakDown } = await startIsolate()
  write('site:mode', readOnly)
  write('site:replicas', { behind: ['replica-1'], atMs: 7 })
  const known = await readState(flags, NOW_MS)

  breakDown(true)
  expect(await readState(flags, NOW_MS + 5_000)).toEqual(known)
  expect(errors).toMatchObject([
    { message: 'the site state could not be read; the last known one holds' },
  ])
  expect(memoizedState(NOW_MS + 9_999)).toEqual(known)
  expect(memoizedState(NOW_MS + 10_000)).toBeNull()
  breakDown(false)
  write('site:mode', WRITABLE)
  expect((await readState(flags, NOW_MS + 10_000)).mode).toEqual(WRITABLE)
})

test('an isolate that has never reached KV takes writes, and trusts no replica', async () => {
  const { readState, memoizedState, flags, breakDown } = await startIsolate()
  expect(memoizedState(NOW_MS)).toBeNull()
  breakDown(true)
  expect(await readState(flags, NOW_MS)).toEqual({ mode: WRITABLE, replicas: unknown })
})

test.each([
  ['a name alone', 'replica-1'],
  ['no list', { behind: 'replica-1', atMs: 7 }],
  ['a list of something else', { behind: ['replica-1', 2], atMs: 7 }],
  ['no time', { behind: [], atMs: 'yesterday' }],
])('%s in KV says nothing of the replicas: what was known holds', async (_, value) => {
  const { readState, flags, write } = await startIsolate()
  write('site:mode', readOnly)
  await readState(flags, NOW_MS)
  write('site:mode', WRITABLE)
  write('site:replicas', value)
  expect(await readState(flags, NOW_MS + 5_000)).toEqual({ mode: readOnly, replicas: unknown })
  expect(errors[0]?.error).toContain('This tells nothing of the replicas')
})

test('what an older version wrote has no time, and is older than any', async () => {
  const { readState, flags, write } = await startIsolate()
  write('site:replicas', { behind: ['replica-1'] })
  const { replicas } = await readState(flags, NOW_MS)
  expect(replicas).toEqual({ behind: ['replica-1'], atMs: 0 })
})

test('while one request reads the state anew, others go by the old one, for a second', async () => {
  const { readState, memoizedState, flags } = await startIsolate()
  const first = readState(flags, NOW_MS)
  // Before there is any state all have to wait.
  expect(memoizedState(NOW_MS)).toBeNull()
  const known = await first

  const later = readState(flags, NOW_MS + 60_000)
  expect(memoizedState(NOW_MS + 60_999)).toBe(known)
  expect(memoizedState(NOW_MS + 61_000)).toBeNull()
  await later
  expect(memoizedState(NOW_MS + 65_000)).toBeNull()
})

test('what the cron finds out of the replicas holds here at once, and is written when it is news', async () => {
  const { readState, memoizedState, writeReplicaHealth, flags, puts, values } = await startIsolate()
  await readState(flags, NOW_MS)
  const tell = async (behind: string[], atMs: number) => {
    puts.length = 0
    await writeReplicaHealth(flags, { behind, atMs })
    expect(memoizedState(NOW_MS)?.replicas).toEqual({ behind, atMs })
    return puts
  }

  expect(await tell(['replica-1'], NOW_MS)).toEqual(['site:replicas'])
  expect(values.get('site:replicas')).toBe(JSON.stringify({ behind: ['replica-1'], atMs: NOW_MS }))
  expect(await tell(['replica-1'], NOW_MS)).toEqual([])
  expect(await tell(['replica-1', 'replica-2'], NOW_MS)).toEqual(['site:replicas'])
  expect(await tell(['replica-1', 'replica-2'], NOW_MS + RENEW_MS)).toEqual(['site:replicas'])
  expect(await tell(['replica-1', 'replica-2'], NOW_MS + 2 * RENEW_MS - 1)).toEqual([])
  expect(memoizedState(NOW_MS)?.mode).toEqual(WRITABLE)
})

test('where nothing can be said of the replicas, what was known holds and nothing is written', async () => {
  const { readState, memoizedState, writeReplicaHealth, flags, puts } = await startIsolate()
  const known = await readState(flags, NOW_MS)
  await writeReplicaHealth(flags, null)
  expect(memoizedState(NOW_MS)).toEqual(known)
  expect(puts).toEqual([])
})
