import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Stack } from '#scripts/stack/stack.ts'
import { unsafe } from '../support/unsafe.ts'
import { makeEvent } from './people.ts'
import { startTestStack, stopTestStack } from './support.ts'

/** As behind a proxy that speaks HTTPS. */
const ORIGIN = 'https://hallway.test'

let stack: Stack
beforeAll(async () => {
  stack = await startTestStack({ settings: { ORIGIN } })
})
afterAll(() => stopTestStack(stack))

const ask = (path: string, init: RequestInit = {}) =>
  fetch(stack.origin + path, { redirect: 'manual', ...init })

/** What is answered to these bytes, after as long a wait as it takes; then the connection is ended. */
function send(text: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    const socket = connect(stack.port, '127.0.0.1', () => socket.write(text))
    socket.once('error', reject)
    socket.once('data', (bytes) => {
      const [head = ''] = String(bytes).split('\r\n\r\n')
      const [line = '', ...fields] = head.split('\r\n')
      const headers = fields.map((field) => field.split(/: (.*)/).slice(0, 2) as [string, string])
      resolve(new Response(null, { status: Number(line.split(' ')[1]), headers }))
      socket.destroy()
    })
  })
}

const posting = (...lines: string[]) =>
  ['POST /sign-in/ HTTP/1.1', 'Host: hallway.test', `Origin: ${ORIGIN}`, ...lines, '', ''].join(
    '\r\n',
  )
const CHUNKED = 'Transfer-Encoding: chunked'

test.each([
  ['a chunk whose length is no number', `${posting(CHUNKED)}zz\r\nemail=x\r\n0\r\n\r\n`, 400],
  ['a chunk that is longer than it says', `${posting(CHUNKED)}3\r\nemail=x\r\n0\r\n\r\n`, 400],
  ['a chunk that does not come', `${posting(CHUNKED)}7\r\nemail`, 408],
  ['a body that is shorter than it says', `${posting('Content-Length: 20')}email=x`, 408],
])('a form with %s', async (_, bytes, status) => {
  const answer = await send(bytes)
  expect([answer.status, unsafe(answer, ORIGIN)]).toEqual([status, []])
})

test('each kind of answer tells browsers what they need to hear, assets too, as when deployed', async () => {
  const { path, id } = await makeEvent(stack)
  const urls: Record<string, string> = JSON.parse(readFileSync('dist/assets.json', 'utf8'))
  const [asset = ''] = Object.values(urls)
  const etagOf = async (page: string) => ({
    'if-none-match': (await ask(page)).headers.get('etag') ?? '',
  })
  const post = { method: 'POST', body: '{}' }
  const answers: [number, Promise<Response>][] = [
    ...Object.values(urls).map((url): [number, Promise<Response>] => [200, ask(url)]),
    [304, ask(asset, { headers: await etagOf(asset) })],
    [404, ask('/assets/site.0123456789.css')],
    [200, ask('/favicon.ico')],
    [200, ask('/apple-touch-icon.png')],
    ...['/', '/', path, '/sign-in/', '/sitemap.xml', '/robots.txt', '/healthz'].map(
      (page): [number, Promise<Response>] => [200, ask(page)],
    ),
    ...['xml', 'json', 'ics'].map((ending): [number, Promise<Response>] => [
      200,
      ask(`${path}schedule.${ending}`),
    ]),
    [301, ask('/topics')],
    [304, ask(path, { headers: await etagOf(path) })],
    [404, ask('/no/such/page/at/all/')],
    [404, ask(`/pictures/coverage/${id}`)],
    [400, ask('/conferences/?month=13')],
    [303, ask('/dashboard/')],
    [403, ask('/sign-out/', post)],
    [401, ask('/_queues/send-email', post)],
  ]
  for (const [i, [status, sent]] of answers.entries()) {
    const answer = await sent
    expect([i, answer.status, unsafe(answer, ORIGIN)]).toEqual([i, status, []])
  }
})

test('the state of the site names no host, not even of what is down', async () => {
  await stack.parts.redis.stop()
  // What was found is told for some seconds.
  const text = await vi.waitFor(
    async () => {
      const said = await (await ask('/healthz')).text()
      expect(JSON.parse(said)).toMatchObject({ ok: false, version: 'local' })
      return said
    },
    { timeout: 20_000, interval: 500 },
  )
  expect(text).toContain('replica 1')
  const hosts = [stack.databaseUrl, ...stack.replicaUrls, ...Object.values(stack.urls)]
  for (const url of hosts) expect(text).not.toContain(new URL(url).host)
  await stack.parts.redis.start()
})
