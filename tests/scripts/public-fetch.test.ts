import type { LookupAddress, lookup } from 'node:dns'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFetchPublic } from '#functions/web/fetch-public.ts'
import { publicFetch } from '#scripts/ops/public-fetch.ts'
import { type HttpServer, serveHttp } from '#scripts/stack/http-server.ts'

let secrets: HttpServer
const asked: string[] = []
beforeAll(async () => {
  secrets = await serveHttp(({ url }) => {
    asked.push(url)
    return { status: 200, headers: { 'content-type': 'text/html' }, body: 'secret' }
  })
})
afterAll(() => secrets.stop())

/** A name server that gives one answer after another. */
function answering(...answers: readonly string[][]) {
  let count = 0
  const resolve = (_host: string, _options: object, callback: unknown) => {
    const addresses = answers[Math.min(count++, answers.length - 1)] ?? []
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    const done = callback as (error: Error | null, found: LookupAddress[]) => void
    queueMicrotask(() => done(null, found))
  }
  return { resolve: resolve as unknown as typeof lookup, count: () => count }
}

const ask = (resolve: typeof lookup) =>
  createFetchPublic({ fetch: publicFetch(resolve), userAgent: 'Hallway' })('http://name.example/', {
    accept: ['text/html'],
    maxBytes: 1000,
  })

test.each([
  ['127.0.0.1'],
  ['::1'],
  ['10.0.0.1'],
  ['169.254.169.254'],
  ['::ffff:127.0.0.1'],
  ['fe80::1'],
])('a name that resolves to %s is not connected to', async (address) => {
  const failure = await ask(answering([address]).resolve).catch((error: unknown) => error)
  expect(failure).toMatchObject({
    reason: 'unreachable',
    cause: { message: 'name.example is not on the public internet' },
  })
})

test('a name with one private address among public ones is not connected to', async () => {
  const failure = await ask(answering(['93.184.215.14', '127.0.0.1']).resolve).catch((e) => e)
  expect(failure.cause.message).toBe('name.example is not on the public internet')
})

test('a name that is asked about twice would not get a second answer: it is asked once', async () => {
  const rebinding = answering(['127.0.0.1'], ['93.184.215.14'])
  await expect(ask(rebinding.resolve)).rejects.toThrow()
  expect(rebinding.count()).toBe(1)
})

test('it is the check that stops them: without it, the server would answer', async () => {
  const answer = await publicFetch()(`${secrets.url}/open`, {})
  // An address is no name, and is refused before: by createFetchPublic.
  expect(await answer.text()).toBe('secret')
  expect(asked).toEqual(['/open'])
  const guarded = createFetchPublic({ fetch: publicFetch(), userAgent: 'Hallway' })
  await expect(
    guarded(`${secrets.url}/closed`, { accept: ['*/*'], maxBytes: 9 }),
  ).rejects.toMatchObject({ reason: 'address' })
  expect(asked).toEqual(['/open'])
})
