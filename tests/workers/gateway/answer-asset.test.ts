import { expect, test } from 'vitest'
import { answerAsset } from '#workers/gateway/answer-asset.ts'
import { makeEdge, ORIGIN } from '../../support/edge.ts'
import { unsafe } from '../../support/unsafe.ts'

const forEver = 'public, max-age=31536000, immutable'

test.each([
  [200, forEver],
  [304, forEver],
  [404, 'no-store'],
  [500, 'no-store'],
])('an asset answered with %i is kept as: %s', async (status, cacheControl) => {
  const headers = { 'Cache-Control': forEver, ETag: '"1"' }
  const assets = { fetch: async () => new Response(null, { status, headers }) }

  const answer = await answerAsset(
    new Request('https://hallway.test/assets/site.css'),
    assets as unknown as Fetcher, // Only its fetch is called.
    'https://hallway.test',
  )

  expect(answer.status).toBe(status)
  expect(answer.headers.get('cache-control')).toBe(cacheControl)
  expect(answer.headers.get('etag')).toBe('"1"')
  expect(unsafe(answer, 'https://hallway.test')).toEqual([])
})

test('what is sent to the address of an asset is for the site to refuse: no asset reads it', async () => {
  const edge = makeEdge()
  const broken = new ReadableStream({ start: (controller) => controller.error(new Error('gone')) })
  const post = { method: 'POST', headers: { origin: ORIGIN }, duplex: 'half' } as const
  expect((await edge.send('/assets/site.css', { ...post, body: 'a=b' })).status).toBe(404)
  expect((await edge.send('/assets/site.css', { ...post, body: broken } as never)).status).toBe(400)
})
