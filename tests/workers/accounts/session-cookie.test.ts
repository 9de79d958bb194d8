import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuthSession } from '#functions/accounts/auth-session.ts'
import { decodeSession, encodeSession } from '#workers/middleware/session-cookie.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeActor } from '../../support/make.ts'
import { signInAs } from '../../support/sign-in-as.ts'
import { makeSite, Visitor } from '../../support/site.ts'

const { deps } = makeDeps({ now: new Date() })
const site = makeSite(deps)

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
  const { cookies } = await signInAs(site, await makeActor(), deps.now())

  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('')

  expect(cookie).toMatch(/^__Host-session=/)
  expect(cookie.length).toBeLessThan(200)
})

test('a cookie with any character changed is refused, cleared and never an error', async () => {
  const visitor = await signInAs(site, await makeActor(), deps.now())
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
  const visitor = new Visitor(site)
  visitor.cookies.set('__Host-session', cookie)
  const answer = await visitor.get('/sign-in/')
  // The form is what only somebody who is signed out sees.
  expect(answer.status).toBe(200)
  expect(answer.headers.get('set-cookie') ?? '').not.toMatch(/__Host-session=[^;]/)
}

test('a cookie signed with another secret, or another cookie of ours, signs nobody in', async () => {
  const actor = await makeActor()
  const other = makeSite(
    makeDeps({ config: { ...deps.config, sessionSecret: 'another secret, as long as it must be' } })
      .deps,
  )
  const forged = await signInAs(other, actor, deps.now())

  await expectSignedOut(forged.cookies.get('__Host-session') ?? '')
})

test('a cookie of ours that has expired signs nobody in', async () => {
  const longAgo = new Date(Date.now() - 31 * 86_400_000)
  const visitor = await signInAs(site, await makeActor(), longAgo)

  const answer = await visitor.get('/dashboard/')

  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/sign-in/?next=%2Fdashboard%2F')
  expect(visitor.cookies.has('__Host-session')).toBe(false)
})
