import { expect } from 'vitest'
import { makeEdge } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'

test('a page has one address, however it is escaped', async () => {
  const edge = makeEdge()
  await edge.send('/topics/')
  for (const path of ['/%74opics/', '/t%6Fpics/', '/%74%6f%70%69%63%73/?utm_source=x'])
    expect((await edge.send(path)).headers.get('x-cache'), path).toBe('hit')
  expect(edge.origin.renders).toBe(1)
})

test('nobody is told that they have what does not exist, nor what has moved', async () => {
  const edge = makeEdge()
  for (const [path, status] of [
    ['/1999/no-such-event/', 404],
    ['/topics', 301],
  ] as const) {
    const etag = (await edge.send(path)).headers.get('etag')
    expect(etag, path).toBeNull()
    for (const tag of ['*', 'W/"x"', '*, "x"'])
      expect((await edge.send(path, { headers: { 'if-none-match': tag } })).status).toBe(status)
  }
  expect((await edge.send('/topics/', { headers: { 'if-none-match': '*' } })).status).toBe(304)
})

test('the state of the site names no host, no account and no password to strangers', async () => {
  const answer = await makeEdge().send('/healthz')
  const text = await answer.text()
  expect(JSON.parse(text)).toMatchObject({
    behind: [],
    parts: [{ name: 'primary' }, { name: 'replica 1' }, { name: 'redis' }, { name: 'queue' }],
  })
  expect(text).not.toMatch(/db\.test|127\.0\.0\.1|localhost|test:|\/\//)
})
