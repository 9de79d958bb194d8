import { expect, test } from 'vitest'
import { makeEdge, ORIGIN, sessionCookie } from '../../support/edge.ts'
import { makeActor, makeEvent } from '../../support/make.ts'

const EVIL = 'https://evil.example'
const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'REPORT']
const types = [
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/json',
  'application/xml',
  'application/octet-stream',
]

test('what another site’s page sends is refused, whatever its method, its type and its path', async () => {
  const edge = makeEdge()
  const cookie = await sessionCookie(await makeActor())
  const { year, slug } = await makeEvent()
  const passed: string[] = []
  for (const path of [`/${year}/${slug}/attendance/`, '/sign-out/', '/topics/', '/no-such/'])
    for (const method of methods)
      for (const type of types) {
        const headers = { cookie, 'Content-Type': type, Origin: EVIL }
        const { status } = await edge.send(path, { method, body: 'role=attending', headers })
        if (status !== 403) passed.push(`${method} ${path} ${type} ${status}`)
      }
  expect(passed).toEqual([])
})

test.each([
  ['our page', { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' }, true],
  ['our page, in a browser that says no more', { Origin: ORIGIN }, true],
  ['our page, under no-referrer', { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }, true],
  ['our page, without an origin', { 'Sec-Fetch-Site': 'same-origin' }, true],
  ['the user, of our page', { Origin: ORIGIN, 'Sec-Fetch-Site': 'none' }, true],
  ['a program that says nothing', {}, false],
  ['a program that says an empty thing', { Origin: '' }, false],
  ['a sandboxed frame', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }, false],
  ['an origin that nobody vouches for', { Origin: 'null' }, false],
  ['nobody’s page', { Origin: 'null', 'Sec-Fetch-Site': 'none' }, false],
  ['another site', { Origin: EVIL, 'Sec-Fetch-Site': 'cross-site' }, false],
  ['another site, as if it were ours', { Origin: EVIL, 'Sec-Fetch-Site': 'same-origin' }, false],
  ['our origin, from another site', { Origin: ORIGIN, 'Sec-Fetch-Site': 'cross-site' }, false],
  ['our origin, from a sister', { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-site' }, false],
  ['our origin over HTTPS', { Origin: ORIGIN.replace('http:', 'https:') }, false],
  ['our origin with a tail', { Origin: `${ORIGIN}.evil.example` }, false],
  ['two origins', { Origin: `${ORIGIN} ${EVIL}` }, false],
])('a form from %s', async (_, headers, taken) => {
  const cookie = await sessionCookie(await makeActor())
  const { year, slug } = await makeEvent()
  const answer = await makeEdge().send(`/${year}/${slug}/attendance/`, {
    ...{ method: 'POST', body: 'role=attending' },
    headers: { ...headers, cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  expect(answer.status).toBe(taken ? 303 : 403)
})

test('reading needs no origin, from wherever a link comes', async () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    const headers = { Origin: EVIL, 'Sec-Fetch-Site': 'cross-site' }
    const { status } = await makeEdge().send('/sign-in/', { method, headers })
    expect([method, status]).toEqual([method, method === 'OPTIONS' ? 404 : 200])
  }
})
