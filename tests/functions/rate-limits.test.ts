import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts, rateLimits } from '#db/schema/index.ts'
import { signOut, signOutEverywhere } from '#functions/accounts/sign-out.ts'
import { eventTarget } from '#functions/attendances/event-target.ts'
import type { Actor, Deps } from '#functions/deps.ts'
import { createPerson } from '#functions/people/create-person.ts'
import { limits, type RateLimit, rateLimit } from '#functions/rate-limits.ts'
import { trackTarget } from '#functions/tracking/track-target.ts'
import { db } from '../support/database.ts'
import { makeDeps } from '../support/deps.ts'
import { makeActor, makeEvent, makePerson, makeSignedIn } from '../support/make.ts'

const { deps } = makeDeps({ now: new Date() })
const three = (): RateLimit => ({
  ...{ subject: `test:${crypto.randomUUID()}`, most: 3, windowS: 600 },
  words: 'That was a lot',
})
const take = (limit: RateLimit, using: Deps = deps) => using.commit([], { limits: [limit] })
const takenOf = async ({ subject }: RateLimit) =>
  (await db.select().from(rateLimits).where(eq(rateLimits.subject, subject)))[0]?.taken

test('of many at once exactly as many pass as may, and the others are told when to come again', async () => {
  const limit = three()

  const taken = await Promise.allSettled(Array.from({ length: 20 }, () => take(limit)))

  const refused = taken.filter((one) => one.status === 'rejected')
  expect(refused).toHaveLength(17)
  for (const { reason } of refused) {
    expect(reason.code).toBe('too_many')
    expect(reason.message).toBe('That was a lot. Try again in 10 minutes')
  }
  expect(refused[0]?.reason.retryAfterS).toBeGreaterThan(590)
  // What is refused counts nothing, so that asking on does not keep anybody out for longer.
  expect(await takenOf(limit)).toBe(3)
})

test('a window that has ended is forgotten, and the next one begins with the next write', async () => {
  const limit = three()
  for (let time = 0; time < 3; time++) await take(limit)
  await expect(take(limit)).rejects.toMatchObject({ code: 'too_many' })

  await db
    .update(rateLimits)
    .set({ endsAt: sql`now() - interval '1 second'` })
    .where(eq(rateLimits.subject, limit.subject))
  await take(limit)

  expect(await takenOf(limit)).toBe(1)
})

test('what is beyond a limit is not written, nor is any other limit that it counts towards', async () => {
  const [full, other] = [three(), three()]
  for (let time = 0; time < 3; time++) await take(full)
  const id = crypto.randomUUID()
  const write = deps.write.insert(accounts).values({ id, email: `${id}@example.org` })

  await expect(deps.commit([write], { limits: [other, full] })).rejects.toThrow('That was a lot')

  expect(await db.$count(accounts, eq(accounts.id, id))).toBe(0)
  expect(await takenOf(other)).toBeUndefined()
})

test('a write that fails counts nothing', async () => {
  const limit = three()
  const bad = deps.write.insert(accounts).values({ email: 'Not In Lower Case' })
  await expect(deps.commit([bad], { limits: [limit] })).rejects.toThrow('accounts_email')
  expect(await takenOf(limit)).toBeUndefined()
})

test('who tries one handle after the other that is taken is counted, too', async () => {
  const [account, { handle }] = [await makeSignedIn(), await makePerson()]
  const claim = createPerson(deps, { account, name: 'Ada', handle })
  await expect(claim).rejects.toMatchObject({ code: 'conflict' })
  expect(await takenOf(rateLimit('write', account.accountId))).toBe(1)
})

const attendTooOften = async (actor: Actor) => {
  const ref = await makeEvent()
  const attend = () => trackTarget(deps, { actor, target: eventTarget(ref) })
  for (let time = 0; time < limits.write.most; time++) await attend()
  await expect(attend()).rejects.toMatchObject({ code: 'too_many' })
}

test('one account that writes too much keeps no other from writing', async () => {
  const [actor, other, ref] = [await makeActor(), await makeActor(), await makeEvent()]
  await attendTooOften(actor)
  await trackTarget(deps, { actor: other, target: eventTarget(ref) })
})

test('whoever has stolen a session cannot use up its owner’s ways of ending it', async () => {
  const [here, owner] = [await makeActor(), await makeActor()]
  await attendTooOften(owner)
  await attendTooOften(here)

  await signOutEverywhere(deps, owner)
  await signOut(deps, here)

  // Signing out of what has ended changes nothing, and may not be repeated for ever.
  const again = await Promise.allSettled(
    Array.from({ length: 2 * limits['sign-out'].most }, () => signOut(deps, here)),
  )
  expect(again.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0)
})

test('the numbers are those that people are promised: docs/decisions/0026', () => {
  const numbers = Object.entries(limits).map(([kind, { most, windowS }]) => [kind, most, windowS])
  expect(numbers).toEqual([
    ['write', 60, 60],
    ['sign-out', 10, 60],
    ['add-coverage', 60, 3_600],
    ['report', 20, 3_600],
    ['report-network', 10, 3_600],
    ['report-everyone', 100, 3_600],
    ['report-item', 20, 86_400],
    ['mail-everyone', 100, 3_600],
    ['mail-network', 20, 3_600],
    ['mail-asker', 5, 3_600],
    ['mail-address', 10, 600],
  ])
})
