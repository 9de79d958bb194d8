import { expect, vi } from 'vitest'
import { WRITABLE } from '#functions/site/site-mode.ts'
import { form, makeEdge, ORIGIN, sessionCookie } from '../../support/edge.ts'
import { test } from '../../support/edge-test.ts'
import { makeActor } from '../../support/make.ts'
import { unsafe } from '../../support/unsafe.ts'

const NOTHING = { underWay: 0, waiting: 0, patienceMs: 0, overloadWaitMs: 0 }
const FULL = {
  ...{ page: NOTHING, cold: NOTHING, write: NOTHING, mail: NOTHING },
  ...{ delivery: NOTHING, errand: NOTHING, outside: NOTHING },
}

test('every kind of answer says what browsers need to hear: a page, moved, not modified, refused, broken, too much, an asset, the queue’s', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const edge = makeEdge()
  const full = makeEdge({ limits: FULL })
  const readOnly = makeEdge({ mode: { ...WRITABLE, readOnly: true } })
  const cookie = await sessionCookie(await makeActor())
  const etag = (await edge.send('/topics/')).headers.get('etag') ?? ''
  const gone = new ReadableStream({ start: (controller) => controller.error(new Error('gone')) })
  const post = { method: 'POST', body: '{}' }
  const signUp = form({ name: 'x'.repeat(70_000) }, { cookie })

  const answers: [number, Promise<Response>][] = [
    [301, edge.send('/topics')],
    [304, edge.send('/topics/', { headers: { 'if-none-match': etag } })],
    [200, edge.send('/topics/', { method: 'HEAD' })],
    [404, edge.send('/no/such/page/at/all/')],
    [404, edge.send('/no/such/page/at/all/', { headers: { accept: 'application/json' } })],
    [404, edge.send('/topics/', { method: 'OPTIONS' })],
    [400, edge.send('/conferences/?month=13')],
    [400, edge.send('/sign-out/', { method: 'POST', body: gone, duplex: 'half' } as never)],
    [303, edge.send('/dashboard/')],
    [403, edge.send('/sign-out/', { method: 'DELETE' })],
    [413, edge.send('/welcome/', signUp)],
    [303, edge.send('/sign-in/', form({ email: 'safe@example.org' }))],
    [422, edge.send('/sign-in/', form({ email: 'nobody' }))],
    [503, full.send('/topics/')],
    [503, full.send('/sign-out/', post)],
    [503, readOnly.send('/sign-out/', post)],
    [401, edge.send('/_queues/send-email', post)],
    [200, edge.send('/topics/')],
    [200, edge.send('/assets/site.css')],
    [404, edge.send('/assets/site.0.css')],
    [404, edge.send('/pictures/people/nobody-at-all')],
  ]
  for (const [i, [status, sent]] of answers.entries()) {
    const answer = await sent
    expect([i, answer.status, unsafe(answer, ORIGIN)]).toEqual([i, status, []])
  }
  vi.restoreAllMocks()
})

test('where the site is served over HTTPS a browser is told to ask for nothing else, of a page and of a picture', async () => {
  for (const [ORIGIN, told] of [
    ['https://hallway.example', 'max-age=31536000; includeSubDomains'],
    ['http://localhost:8787', null],
  ] as const)
    for (const path of ['/topics/', '/pictures/none'])
      expect(
        (await makeEdge({ own: { ORIGIN } }).send(path)).headers.get('strict-transport-security'),
      ).toBe(told)
})
