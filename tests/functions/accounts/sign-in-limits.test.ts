import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requestSignIn } from '#functions/accounts/request-sign-in.ts'
import { limitSignInMails, networkOf, signInLimits } from '#functions/accounts/sign-in-limits.ts'
import { DomainError } from '#functions/errors.ts'
import { makeDeps } from '../../support/deps.ts'
import { redis } from '../../support/redis.ts'

const { deps } = makeDeps({ now: new Date() })
const anEmail = () => `${crypto.randomUUID()}@example.org`
let last = 0
const aNetwork = () => `192.0.2.${last++}`

/** How many of so many requests get through, and what the others are told. */
async function ask(
  times: number,
  asker: () => Parameters<typeof limitSignInMails>[1],
  using = deps,
) {
  let passed = 0
  const refusals: DomainError[] = []
  for (let time = 0; time < times; time++) {
    await limitSignInMails(using, asker()).then(
      () => passed++,
      (error) => refusals.push(error),
    )
  }
  return { passed, refusals }
}

test('an address gets so many mails an hour, whoever asks and from wherever', async () => {
  const email = anEmail()

  const { passed, refusals } = await ask(signInLimits.email + 2, () => ({
    email,
    network: aNetwork(),
    vouched: true,
  }))

  expect(passed).toBe(signInLimits.email)
  expect(refusals).toHaveLength(2)
  expect(refusals[0]).toBeInstanceOf(DomainError)
  expect(refusals[0]?.code).toBe('too_many')
  expect(refusals[0]?.retryAfterS).toBeGreaterThan(3_500)
  expect(refusals[0]?.retryAfterS).toBeLessThanOrEqual(3_600)
})

test('requests that come at once are counted one by one', async () => {
  const asker = { email: anEmail(), network: aNetwork(), vouched: true }

  const asked = await Promise.allSettled(
    Array.from({ length: signInLimits.email + 5 }, () => limitSignInMails(deps, asker)),
  )

  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(signInLimits.email)
})

test('a network gets so many mails an hour, and then uses up nobody else’s', async () => {
  const network = aNetwork()
  const victim = anEmail()
  const { passed } = await ask(signInLimits.network + 1, () => ({
    email: anEmail(),
    network,
    vouched: true,
  }))
  await ask(signInLimits.email + 1, () => ({ email: victim, network, vouched: true }))

  expect(passed).toBe(signInLimits.network)
  const own = { email: victim, network: aNetwork(), vouched: true }
  await expect(limitSignInMails(deps, own)).resolves.toBeUndefined()
})

test('who forges a new network address each time is stopped by the limit for everyone unknown', async () => {
  const asker = () => ({ email: anEmail(), network: aNetwork(), vouched: false })
  // A count of its own: every other test's visitors are unknown, too.
  const config = { ...deps.config, sessionSecret: crypto.randomUUID() }

  const { passed } = await ask(signInLimits.everyone + 1, asker, { ...deps, config })

  expect(passed).toBe(signInLimits.everyone)
  await expect(
    limitSignInMails({ ...deps, config }, { ...asker(), vouched: true }),
  ).resolves.toBeUndefined()
})

test('what is kept in Redis names nobody and goes away by itself', async () => {
  const email = anEmail()
  const network = aNetwork()
  await limitSignInMails(deps, { email, network, vouched: true })

  const keys = await redis.keys('limit:*')
  const ttls = await Promise.all(keys.map((key) => redis.ttl(key)))

  expect(keys.length).toBeGreaterThan(0)
  expect(keys.join(' ')).not.toContain(email)
  expect(keys.join(' ')).not.toContain(network)
  expect(Math.min(...ttls)).toBeGreaterThan(0)
})

test('with Redis away an address is still limited, by what the database has', async () => {
  const away = new Proxy(redis, {
    get() {
      throw new Error('Redis is away')
    },
  })
  const using = { ...deps, redis: away }
  const asker = { email: anEmail(), next: null, network: aNetwork(), vouched: true }
  for (let time = 0; time < signInLimits.email; time++) await requestSignIn(using, asker)

  await expect(requestSignIn(using, asker)).rejects.toThrow(
    expect.objectContaining({ code: 'too_many', retryAfterS: 3_600 }),
  )
  await expect(requestSignIn(using, { ...asker, email: anEmail() })).resolves.toMatch(/-/)
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:0DB8:0000:0000:ffff::9', '2001:db8:0:0'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
])('%s is in the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('any text at all has some network', () => {
  fc.assert(fc.property(fc.string(), (text) => networkOf(text).length <= 45))
})
