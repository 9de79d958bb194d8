import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { authSessions } from '#db/schema/index.ts'
import { limits } from '#functions/rate-limits.ts'
import { startGithub } from '../fakes/github.ts'
import { db } from '../support/database.ts'
import { form, makeEdge } from '../support/edge.ts'
import { makeActor, makeEvent } from '../support/make.ts'
import { readLog } from '../support/read-log.ts'
import { signInAs } from '../support/sign-in-as.ts'
import { Visitor } from '../support/visitor.ts'

const edge = makeEdge({ own: startGithub().settings })
const requestId = expect.any(String)
const anEmail = () => `${crypto.randomUUID()}@example.org`
let last = 0
const aNetwork = () => `203.0.113.${last++}`
const aVisitor = () => new Visitor(edge, { 'CF-Connecting-IP': aNetwork() })

const secretsOf = (visitor: Visitor) =>
  [...visitor.cookies.values()].filter((value) => value !== '')
/** Each sends one request that is refused; what it resolves to must not be in the log. */
const refusals: readonly [string, object, () => Promise<string[]>][] = [
  [
    'a forged session',
    { event: 'refusal', reason: 'session-not-valid', route: '/sign-in/' },
    async () => {
      const visitor = aVisitor()
      const forged = `${'A'.repeat(75)}.${'B'.repeat(43)}=`
      visitor.cookies.set('__Host-session', forged)
      await visitor.get('/sign-in/')
      return [forged]
    },
  ],
  [
    'a session that was ended, found when it reads',
    {
      event: 'refusal',
      reason: 'session-ended',
      route: '/dashboard/',
      accountId: expect.any(String),
    },
    async () => {
      const visitor = await anEndedSession(11)
      const cookies = secretsOf(visitor)
      await visitor.get('/dashboard/')
      return cookies
    },
  ],
  [
    'a session that was ended, found when it writes',
    {
      ...{ event: 'refusal', reason: 'session-ended', accountId: expect.any(String) },
      route: '/:year/:slug/attendance/',
    },
    async () => {
      const [visitor, event] = await Promise.all([anEndedSession(1), makeEvent()])
      const cookies = secretsOf(visitor)
      const path = `/${event.year}/${event.slug}/attendance/`
      expect((await visitor.post(path, { role: 'attending' })).status).toBe(303)
      expect(secretsOf(visitor)).toEqual([])
      return cookies
    },
  ],
  [
    'a session that was ended, found when it writes and asks for JSON',
    {
      ...{ event: 'refusal', reason: 'session-ended', accountId: expect.any(String) },
      route: '/:year/:slug/attendance/',
    },
    async () => {
      const [visitor, event] = await Promise.all([anEndedSession(1), makeEvent()])
      const cookies = secretsOf(visitor)
      visitor.headers.Accept = 'application/json'
      const path = `/${event.year}/${event.slug}/attendance/`
      expect((await visitor.post(path, { role: 'attending' })).status).toBe(401)
      expect(secretsOf(visitor)).toEqual([])
      return cookies
    },
  ],
  [
    'a write by nobody',
    { event: 'refusal', reason: 'sign-in-required', route: '/:year/:slug/attendance/' },
    async () => {
      expect((await aVisitor().post('/2026/x/attendance/', { role: 'attending' })).status).toBe(303)
      return []
    },
  ],
  [
    'a form of the signed-in, sent by nobody',
    { event: 'refusal', reason: 'sign-in-required', route: '/sign-out/everywhere/' },
    async () => {
      expect((await aVisitor().post('/sign-out/everywhere/')).status).toBe(401)
      return []
    },
  ],
  [
    'a form of another site',
    { event: 'refusal', reason: 'other-origin', route: '/sign-out/' },
    async () => {
      const headers = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
      const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
      const init = { method: 'POST', body: '', headers: { ...headers, ...type } }
      expect((await aVisitor().send('/sign-out/', init)).status).toBe(403)
      return ['evil.example']
    },
  ],
  [
    'an answer of GitHub to another browser',
    { event: 'refusal', reason: 'github', route: '/sign-in/github/callback/' },
    async () => {
      await aVisitor().get('/sign-in/github/callback/?code=c0de-of-another&state=st4te')
      return ['c0de-of-another', 'st4te']
    },
  ],
  [
    'a mail too many',
    { event: 'limit', limit: expect.stringContaining('mail'), route: '/sign-in/' },
    async () => {
      const email = anEmail()
      for (let asked = 0; asked < limits['mail-address'].most; asked++)
        await aVisitor().post('/sign-in/', { email })
      const visitor = aVisitor()
      expect((await visitor.post('/sign-in/', { email })).status).toBe(429)
      return [email, visitor.headers['CF-Connecting-IP'] ?? '203.0.113']
    },
  ],
  [
    'a link too many',
    {
      ...{
        event: 'limit',
        limit: expect.stringContaining('coverage'),
        accountId: expect.any(String),
      },
      route: '/:year/:slug/coverage/add/',
    },
    async () => {
      const [actor, event] = await Promise.all([makeActor(), makeEvent()])
      const visitor = await signInAs(edge, actor)
      const path = `/${event.year}/${event.slug}/coverage/add/`
      const add = (n: number) => visitor.post(path, { url: `https://a.example/${n}` })
      for (let added = 0; added < limits['add-coverage'].most; added++) await add(added)
      expect((await add(limits['add-coverage'].most)).status).toBe(429)
      return secretsOf(visitor)
    },
  ],
]

async function anEndedSession(checkedMinutesAgo: number) {
  const actor = await makeActor()
  await db.delete(authSessions).where(eq(authSessions.id, actor.sessionId))
  return signInAs(edge, actor, { agoMs: checkedMinutesAgo * 60_000 })
}

test.each(refusals)('%s is one line, and names nothing secret', async (_, line, work) => {
  const { result: secrets, text, audit } = await readLog(work)

  expect(audit).toEqual([{ requestId, ...line }])
  for (const secret of secrets) expect(text).not.toContain(secret)
})
test('the request id is the one that the answer bears, at the site and at the queue', async () => {
  const signature = 'forged.delivery.signature'
  const {
    result: answers,
    text,
    audit,
  } = await readLog(async () => [
    await edge.send('/sign-in/', { headers: { cookie: '__Host-session=forged' } }),
    await edge.send('/2026/x/attendance/', form({ role: 'attending' })),
    await edge.send('/_queues/purge-pages', {
      ...{ method: 'POST', body: '{}', headers: { 'Upstash-Signature': signature } },
    }),
  ])

  expect(answers.map(({ status }) => status)).toEqual([200, 303, 401])
  expect(audit.map((line) => [line.requestId, line.reason])).toEqual([
    [answers[0]?.headers.get('x-request-id'), 'session-not-valid'],
    [answers[1]?.headers.get('x-request-id'), 'sign-in-required'],
    [answers[2]?.headers.get('x-request-id'), 'delivery-not-signed'],
  ])
  expect(text).not.toContain(signature)
})

test('a session that has ended already cannot be said to end again', async () => {
  const visitor = await anEndedSession(1)
  const { result, audit } = await readLog(() => visitor.post('/sign-out/', {}))

  expect(result.status).toBe(303)
  expect(audit).toEqual([])
})

test('what is no refusal is no line: a slip in a form, a page that is not there', async () => {
  const { audit } = await readLog(async () => {
    await aVisitor().post('/sign-in/', { email: 'ada@' })
    await aVisitor().get('/2026/no-such-event/')
  })

  expect(audit).toEqual([])
})
