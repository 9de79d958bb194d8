import { expect, test } from 'vitest'
import { isForVisitors, readKeeping, refused } from '#workers/gateway/keeping.ts'

const read = (headers: Record<string, string>) => readKeeping(new Headers(headers))
const TAGS = 'x-hallway-tags'

test('an answer may be kept when it names its tags, be they none', () => {
  expect(read({})).toEqual({ keep: false, tags: [], cameAs: 'miss', ageMs: 0 })
  expect(read({ [TAGS]: '' })).toMatchObject({ keep: true, tags: [] })
  expect(read({ [TAGS]: 'home,event-1' })).toMatchObject({ keep: true, tags: ['home', 'event-1'] })
})

test.each([
  ['HIT', 'hit'],
  ['REVALIDATED', 'hit'],
  ['UPDATING', 'stale'],
  ['STALE', 'stale'],
  ['MISS', 'miss'],
  ['EXPIRED', 'miss'],
  ['BYPASS', 'miss'],
])('what Workers Cache calls %s came as: %s', (status, cameAs) => {
  expect(read({ 'cf-cache-status': status, age: '7' })).toMatchObject({ cameAs, ageMs: 7_000 })
})

test('what caches tell each other is not for visitors', () => {
  const names = ['age', 'cache-tag', 'cf-ray', 'cloudflare-cdn-cache-control', 'vary', TAGS]
  expect([...names, 'x-request-id'].filter(isForVisitors)).toEqual([])
  const told = ['content-type', 'cache-control', 'link', 'x-cf-like']
  expect(told.filter(isForVisitors)).toEqual(told)
})

test('a refusal on its way to the gateway says that it is one, and is kept by nobody', () => {
  const { status, headers } = refused()
  expect(status).toBe(503)
  expect(headers.get('x-hallway-refused')).toBe('1')
  expect(headers.get('cache-control')).toBe('private, no-store')
})
