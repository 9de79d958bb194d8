import { expect } from 'vitest'
import { makeEdge } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'

test.each([['http://localhost, evil.example/topics/'], ['http://[::1]:99999/'], ['http://a b/']])(
  'a request whose host makes no address (%s) is malformed: no page is made for it',
  async (url) => {
    const edge = makeEdge()
    // Node lets nobody make one; workerd makes it of whatever stands in Host.
    const request = Object.defineProperty(new Request('http://localhost/'), 'url', { value: url })

    const answer = await edge.send(request)

    expect([answer.status, answer.headers.get('cache-control')]).toEqual([400, 'private, no-store'])
    expect(edge.origin.renders).toBe(0)
  },
)
