import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts, authSessions, rateLimits } from '#db/schema/index.ts'
import { isProlonged, SESSION_MAX_MS, SESSION_TTL_MS } from '#functions/accounts/auth-session.ts'
import { endAuthSession } from '#functions/accounts/end-auth-session.ts'
import { prolongAuthSession } from '#functions/accounts/prolong-auth-session.ts'
import { signInWithGithub } from '#functions/accounts/sign-in-with-github.ts'
import { signOut, signOutEverywhere } from '#functions/accounts/sign-out.ts'
import { findSignedIn } from '#functions/attendances/queries.ts'
import { DomainError } from '#functions/errors.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeAccount, makeActor, makePerson } from '../../support/make.ts'

const { deps } = makeDeps({ now: new Date() })
const aGithubId = () => String(Math.floor(Math.random() * 1e12))
const anEmail = () => `${crypto.randomUUID()}@example.org`

const DAY_MS = 86_400_000

async function openSession({ ageMs = 0, endsInMs = SESSION_TTL_MS } = {}) {
  const account = await makeAccount()
  const [createdAt, expiresAt] = [-ageMs, endsInMs].map((ms) => new Date(deps.now().getTime() + ms))
  if (!createdAt || !expiresAt) throw new Error('Two times make two')
  const session = { id: crypto.randomUUID(), accountId: account.id, createdAt, expiresAt }
  await db.insert(authSessions).values(session)
  return { sessionId: session.id, accountId: account.id, personId: null, createdAt, expiresAt }
}

const endOf = async ({ sessionId }: { sessionId: string }) => {
  const [row] = await db.select().from(authSessions).where(eq(authSessions.id, sessionId))
  return row?.expiresAt ?? null
}
const inMs = (ms: number) => new Date(deps.now().getTime() + ms)

test('a session in use lasts for another 30 days', async () => {
  const session = await openSession({ ageMs: 2 * DAY_MS, endsInMs: 28 * DAY_MS })

  const prolonged = await prolongAuthSession(deps, session)

  expect(prolonged).toEqual({ ...session, expiresAt: inMs(SESSION_TTL_MS) })
  expect(await endOf(session)).toEqual(inMs(SESSION_TTL_MS))
})

test('no session lasts longer than 90 days, however often it is used', async () => {
  const session = await openSession()
  let lastsUntil = session.expiresAt
  for (let day = 1; day < 200; day += 1) {
    const now = inMs(day * DAY_MS)
    // The database's own clock stands still here, so it takes the session for alive on each day.
    const prolonged = await prolongAuthSession({ ...deps, now: () => now }, session)
    lastsUntil = prolonged?.expiresAt ?? lastsUntil
  }

  expect(lastsUntil).toEqual(new Date(session.createdAt.getTime() + SESSION_MAX_MS))
  expect(await endOf(session)).toEqual(lastsUntil)
})

test('an ended session, an expired one and somebody else’s are not prolonged', async () => {
  const [ended, expired, own] = await Promise.all([
    openSession(),
    openSession({ endsInMs: -1_000 }),
    openSession(),
  ])
  await signOut(deps, ended)

  expect(await prolongAuthSession(deps, ended)).toBeNull()
  expect(await prolongAuthSession(deps, expired)).toBeNull()
  expect(await endOf(expired)).toEqual(expired.expiresAt)
  expect(await prolongAuthSession(deps, { ...own, accountId: ended.accountId })).toBeNull()
})

test('while nothing can be written, a session that is due to be prolonged stays as it is', async () => {
  const session = await openSession({ endsInMs: DAY_MS })
  const readOnly = {
    ...deps,
    commit: () => Promise.reject(new DomainError('unavailable', 'Read-only')),
  }

  expect(await prolongAuthSession(readOnly, session)).toEqual(session)
})

test('what else goes wrong with a session is no reason to let it be', async () => {
  const session = await openSession({ endsInMs: DAY_MS })
  for (const error of [new Error('a bug'), new DomainError('too_many', 'That was a lot at once')]) {
    const failing = { ...deps, commit: () => Promise.reject(error) }
    await expect(prolongAuthSession(failing, session)).rejects.toBe(error)
  }
})

test('a session is prolonged once a day, and no more once it has its 90 days', () => {
  const now = inMs(0)
  const session = { accountId: '', sessionId: '', personId: null }
  const createdAt = (daysAgo: number) => inMs(-daysAgo * DAY_MS)
  for (const [ageDays, expiresAt, isDue] of [
    [1, inMs(SESSION_TTL_MS - DAY_MS), true],
    [1, inMs(SESSION_TTL_MS - DAY_MS + 1), false],
    // The 90 days are over in two, whatever the last visit was.
    [88, inMs(DAY_MS), true],
    [88, inMs(2 * DAY_MS), false],
  ] as const)
    expect(isProlonged({ ...session, createdAt: createdAt(ageDays), expiresAt }, now)).toBe(isDue)
})

test('signing out tells whether there was a session, and counts towards its own limit', async () => {
  const session = await openSession()
  expect([await signOut(deps, session), await signOut(deps, session)]).toEqual([true, false])
  const other = await makeActor()
  await signOutEverywhere(deps, other)
  const third = await makeActor()
  expect(await endAuthSession(deps, { account: third, session: other.sessionId })).toBe(false)
  const takenBy = ({ sessionId }: { sessionId: string }) =>
    db
      .select({ taken: rateLimits.taken })
      .from(rateLimits)
      .where(eq(rateLimits.subject, `sign-out:${sessionId}`))
  const taken = await Promise.all([session, other, third].map(takenBy))
  expect(taken.flat()).toEqual([{ taken: 2 }, { taken: 1 }, { taken: 1 }])
})

test('signing out everywhere needs a session that is alive', async () => {
  const here = await makeActor()
  const there = { accountId: here.accountId, sessionId: crypto.randomUUID() }
  const expiresAt = new Date(Date.now() + 1_000_000)
  await db
    .insert(authSessions)
    .values({ id: there.sessionId, accountId: here.accountId, expiresAt })
  await signOut(deps, here)

  await expect(signOutEverywhere(deps, here)).rejects.toThrow(
    expect.objectContaining({ code: 'sign_in_required' }),
  )
  expect(await findSignedIn(db, { account: there })).not.toBeNull()
  await signOutEverywhere(deps, there)
  expect(await findSignedIn(db, { account: there })).toBeNull()
})

test('GitHub signs in to the account of that GitHub id, whatever its address is by now', async () => {
  const githubId = aGithubId()
  const account = await makeAccount({ githubId })
  const person = await makePerson({ accountId: account.id })

  const session = await signInWithGithub(deps, { githubId, email: anEmail() })

  expect(session).toMatchObject({ accountId: account.id, personId: person.id })
  expect(await findSignedIn(db, { account: session })).toMatchObject({ personId: person.id })
})

test('GitHub links an account that has the verified address, and makes one that has not', async () => {
  const known = await makeAccount()
  const [githubId, otherId, email] = [aGithubId(), aGithubId(), anEmail()]

  const linked = await signInWithGithub(deps, { githubId, email: known.email })
  const made = await signInWithGithub(deps, { githubId: otherId, email })
  const again = await signInWithGithub(deps, { githubId: otherId, email: anEmail() })

  expect(linked.accountId).toBe(known.id)
  expect(again.accountId).toBe(made.accountId)
  const rows = await db.select().from(accounts).where(eq(accounts.githubId, otherId))
  expect(rows).toMatchObject([{ id: made.accountId, email }])
  const [row] = await db.select().from(accounts).where(eq(accounts.id, known.id))
  expect(row?.githubId).toBe(githubId)
})

test('of two first sign-ins by one GitHub id at once the second is asked to try again', async () => {
  const profile = { githubId: aGithubId(), email: anEmail() }
  const lost = Object.assign(new Error('duplicate key'), { constraint: 'accounts_github_id_key' })
  const failing = (error: Error) => ({ ...deps, commit: () => Promise.reject(error) })
  await expect(signInWithGithub(failing(lost), profile)).rejects.toMatchObject({
    ...{ code: 'conflict', message: 'Try that once more', cause: lost },
  })
  const bug = new Error('a bug')
  await expect(signInWithGithub(failing(bug), profile)).rejects.toBe(bug)
})
