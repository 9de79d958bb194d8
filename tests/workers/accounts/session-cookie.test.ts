import fc from 'fast-check'
import { parseSigned } from 'hono/utils/cookie'
import { expect, test } from 'vitest'
import type { AuthSession } from '#functions/accounts/auth-session.ts'
import { paths } from '#functions/paths.ts'
import { decodeSession, encodeSession } from '#workers/middleware/session-cookie.ts'
import { makeEdge, settings } from '../../support/edge.ts'
import { makeActor, makeEvent } from '../../support/make.ts'
import { signInAs } from '../../support/sign-in-as.ts'
import { anEmail, arriveToSignIn } from '../../support/sign-in-mail.ts'
import { Visitor } from '../../support/visitor.ts'

const edge = makeEdge()

const seconds = fc.integer({ min: 1, max: 2 ** 32 - 1 }).map((second) => new Date(second * 1000))
const anySession: fc.Arbitrary<AuthSession> = fc.record({
  sessionId: fc.uuid(),
  accountId: fc.uuid(),
  personId: fc.option(fc.uuid()),
  expiresAt: seconds,
  createdAt: seconds,
})

test('what is written is read back', () => {
  fc.assert(
    fc.property(anySession, (session) => {
      expect(decodeSession(encodeSession(session))).toEqual(session)
    }),
  )
})

test('the whole cookie stays under 200 bytes', async () => {
  const { cookies } = await signInAs(edge, await makeActor())

  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('')

  expect(cookie).toMatch(/^__Host-session=/)
  expect(cookie.length).toBeLessThan(200)
})

test('a cookie with any character changed is refused, cleared and never an error', async () => {
  const visitor = await signInAs(edge, await makeActor())
  const good = visitor.cookies.get('__Host-session') ?? ''
  expect((await visitor.get('/sign-in/')).status).toBe(303)

  // 32 bytes fill the signature's last character only half: what else it says changes nothing.
  const halfUsed = good.lastIndexOf('%3D') - 1
  const change = fc.record({
    at: fc.nat(good.length - 1).filter((at) => at !== halfUsed),
    by: fc.constantFrom(...'AZaz09_-.%+/=é'),
  })
  await fc.assert(
    fc.asyncProperty(change, async ({ at, by }) => {
      const changed = good.slice(0, at) + by + good.slice(at + 1)
      fc.pre(changed !== good)
      await expectSignedOut(changed)
    }),
    { numRuns: 150 },
  )
})

test('anything else in its place is refused, cleared and never an error', async () => {
  const nasty = fc.string({ unit: fc.constantFrom(...'abcXYZ019._-%=+/ "\\{}é') })
  await fc.assert(
    fc.asyncProperty(nasty, async (text) => {
      fc.pre(text.trim() !== '')
      await expectSignedOut(text)
    }),
    { numRuns: 100 },
  )
  for (const text of ['x', 'a.b', `${'A'.repeat(75)}.${'A'.repeat(43)}=`, '%E0%A4%A', 'null'])
    await expectSignedOut(text)
})

async function expectSignedOut(cookie: string) {
  const visitor = new Visitor(edge)
  visitor.cookies.set('__Host-session', cookie)
  const answer = await visitor.get('/sign-in/')
  // The form is what only somebody who is signed out sees.
  expect(answer.status).toBe(200)
  expect(answer.headers.get('set-cookie') ?? '').not.toMatch(/__Host-session=[^;]/)
}

test('a cookie signed with another secret, or another cookie of ours, signs nobody in', async () => {
  const secret = 'another secret, as long as it must be'
  const forged = await signInAs(edge, await makeActor(), { secret })

  await expectSignedOut(forged.cookies.get('__Host-session') ?? '')
})

test('no cookie of ours can be passed off as another: each is signed with a key of its own', async () => {
  const visitor = await signInAs(edge, await makeActor())
  const { year, slug } = await makeEvent()
  await visitor.post(paths.attendance({ year, slug }), { role: 'attending' })

  const cookie = `__Host-seen=${visitor.cookies.get('__Host-seen')}`
  const readWith = (key: string) => parseSigned(cookie, `${settings.SESSION_SECRET}:${key}`)
  expect(await readWith('seen')).toEqual({ '__Host-seen': expect.stringMatching(/^\d+$/) })
  expect(await readWith('session')).toEqual({ '__Host-seen': false })
})

test('no script reads a cookie of ours, and no plain connection or other site’s form carries it', async () => {
  const { visitor, ask } = arriveToSignIn(edge)
  const { link } = await ask(visitor)
  const answers = [
    await visitor.post('/sign-in/', { email: anEmail() }),
    await visitor.post(link),
    await visitor.get('/welcome/'),
    await visitor.post('/sign-out/'),
  ]

  const lines = answers.flatMap(({ headers }) => headers.getSetCookie())
  const names = ['asked', 'read', 'seen', 'session'].map((name) => `__Host-${name}`)
  expect([...new Set(lines.map((line) => line.split('=')[0]))].toSorted()).toEqual(names)
  for (const line of lines)
    expect(line.split('; ')).toEqual(
      expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']),
    )
})

test('a cookie of ours that has expired signs nobody in', async () => {
  const visitor = await signInAs(edge, await makeActor(), { agoMs: 31 * 86_400_000 })

  const answer = await visitor.get('/dashboard/')

  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/sign-in/?next=%2Fdashboard%2F')
  expect(visitor.cookies.has('__Host-session')).toBe(false)
})
