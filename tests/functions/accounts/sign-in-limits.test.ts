import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rateLimits, signInTokens } from '#db/schema/index.ts'
import { requestSignIn } from '#functions/accounts/request-sign-in.ts'
import { networkOf } from '#functions/accounts/sign-in-limits.ts'
import type { DomainError } from '#functions/errors.ts'
import { limits } from '#functions/rate-limits.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'

const made = makeDeps({ now: new Date() })
// A count of its own for all who are unknown: in other tests they are, too.
const deps = { ...made.deps, config: { ...made.deps.config, sessionSecret: 's'.repeat(40) } }
const anEmail = () => `${crypto.randomUUID()}@example.org`
let last = 0
const aNetwork = () => `192.0.2.${last++}`

type Asker = { email: string; network: string | null }

/** How many of so many requests at once get through, and what the others are told. */
async function ask(times: number, asker: () => Asker) {
  const asking = Array.from({ length: times }, () =>
    requestSignIn(deps, { ...asker(), next: null }),
  )
  const asked = await Promise.allSettled(asking)
  const refusals = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  return { passed: times - refusals.length, refusals: refusals as DomainError[] }
}

test('from one network an address gets so many mails an hour, however many ask at once', async () => {
  const asker = { email: anEmail(), network: aNetwork() }
  const { most, windowS } = limits['mail-asker']

  const { passed, refusals } = await ask(most + 5, () => asker)

  expect(passed).toBe(most)
  expect(refusals[0]).toMatchObject({
    code: 'too_many',
    limit: expect.stringMatching(/^mail-asker:/),
  })
  expect(refusals[0]?.retryAfterS).toBeGreaterThan(windowS - 60)
  expect(refusals[0]?.retryAfterS).toBeLessThanOrEqual(windowS)
})

test('who asks for a victim’s address uses up nothing that the victim may ask for', async () => {
  const victim = anEmail()
  const [attackers, own] = [aNetwork(), aNetwork()]
  await ask(100, () => ({ email: victim, network: attackers }))

  const { passed } = await ask(limits['mail-asker'].most, () => ({ email: victim, network: own }))

  expect(passed).toBe(limits['mail-asker'].most)
})

test('from however many networks: nobody is sent more, for as long as a link works', async () => {
  const victim = anEmail()
  const { most, windowS } = limits['mail-address']

  const { passed, refusals } = await ask(5 * most, () => ({ email: victim, network: aNetwork() }))

  expect(passed).toBe(most)
  expect(refusals[0]?.message).toContain('Those that you asked for in this browser work')
  expect(refusals[0]?.limit).toMatch(/^mail-address:/)
  expect(refusals[0]?.retryAfterS).toBeLessThanOrEqual(windowS)
  const links = await db.select().from(signInTokens)
  const ttls = links.map((link) => link.expiresAt.getTime() - link.createdAt.getTime())
  expect(windowS * 1_000).toBeLessThanOrEqual(Math.min(...ttls))
})

test('a network gets so many mails an hour, and then uses up nobody else’s', async () => {
  const network = aNetwork()
  const victim = anEmail()
  const { passed, refusals } = await ask(limits['mail-network'].most + 1, () => ({
    email: anEmail(),
    network,
  }))
  await ask(20, () => ({ email: victim, network }))

  expect(passed).toBe(limits['mail-network'].most)
  expect(refusals[0]?.limit).toMatch(/^mail-network:/)
  const own = await ask(1, () => ({ email: victim, network: aNetwork() }))
  expect(own.passed).toBe(1)
})

test('all addresses of an IPv6 network are one network', async () => {
  const email = anEmail()
  const { most } = limits['mail-asker']
  const { passed } = await ask(most + 1, () => ({ email, network: `2001:db8:77:1::${last++}` }))
  expect(passed).toBe(most)
})

test('all whose network is not known share one limit, and those who have one do not', async () => {
  const { most } = limits['mail-everyone']

  const { passed, refusals } = await ask(most + 20, () => ({ email: anEmail(), network: null }))

  expect(passed).toBe(most)
  expect(refusals[0]?.limit).toMatch(/^mail-everyone:/)
  const known = await ask(1, () => ({ email: anEmail(), network: aNetwork() }))
  expect(known.passed).toBe(1)
})

test('what is kept of who asked names nobody', async () => {
  const email = anEmail()
  const network = aNetwork()
  await requestSignIn(deps, { email, network, next: null })

  const kept = (await db.select().from(rateLimits)).map(({ subject }) => subject)

  expect(kept.some((subject) => /^mail-asker:[\w-]{27}$/.test(subject))).toBe(true)
  expect(kept.join(' ')).not.toContain(email)
  expect(kept.join(' ')).not.toContain(network)
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:0DB8:0000:0000:ffff::9', '2001:db8:0:0'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
  ['1::2:3:4:5:6:78', '1:0:2:3'],
  ['2001:db8', '2001:db8'],
  [' 203.0.113.9 ', '203.0.113.9'],
  ['010.0.0.1', '010.0.0.1'],
  ['x'.repeat(50), 'x'.repeat(45)],
])('%s is in the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('any text at all has some network', () => {
  fc.assert(fc.property(fc.string(), (text) => networkOf(text).length <= 45))
})
