import { expect, test } from 'vitest'
import { WRITABLE } from '#functions/site/site-mode.ts'
import { makeEdge, sessionCookie } from '../../support/edge.ts'
import { makeActor } from '../../support/make.ts'

test('pages of two variants are kept apart, on each way to a kept page', async () => {
  const variantOf = (request: Request) => request.headers.get('x-asked-for') ?? ''
  const edge = makeEdge({ variantOf, platformCache: false })
  const cacheOf = async (variant: string, headers = {}) => {
    const asked = await edge.send('/topics/', { headers: { 'x-asked-for': variant, ...headers } })
    return asked.headers.get('x-cache')
  }
  // A hit of the fast path, and one of the other, which alone answers conditional requests.
  const ways = [{}, { 'if-none-match': 'W/"other"' }]
  const variants = ['', 'new', 'other']

  for (const variant of variants) expect(await cacheOf(variant)).toBe('miss')
  for (const variant of variants)
    for (const headers of ways) expect(await cacheOf(variant, headers)).toBe('hit')
  expect(edge.origin.renders).toBe(3)
})

test('while read-only a member is a stranger on the fast path too, and an hour old is fresh', async () => {
  const edge = makeEdge()
  const cookie = await sessionCookie(await makeActor())
  await edge.send('/topics/')
  edge.clock.mode = { ...WRITABLE, readOnly: true }
  edge.clock.nowMs += 50 * 60_000

  const answer = await edge.send('/topics/', { headers: { cookie } })

  expect(answer.headers.get('x-cache')).toBe('hit')
  // Hits of the fast path have none.
  expect(answer.headers.get('x-request-id')).toBeNull()
  edge.clock.mode = { ...edge.clock.mode, until: new Date(edge.clock.nowMs - 1).toISOString() }
  const later = await edge.send('/topics/', { headers: { cookie } })
  expect(later.headers.get('x-cache')).toBe('bypass')
})
