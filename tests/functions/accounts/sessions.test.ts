import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts, authSessions } from '#db/schema/index.ts'
import { SESSION_TTL_MS } from '#functions/accounts/auth-session.ts'
import { checkAuthSession } from '#functions/accounts/check-auth-session.ts'
import { signInWithGithub } from '#functions/accounts/sign-in-with-github.ts'
import { signOut, signOutEverywhere } from '#functions/accounts/sign-out.ts'
import { DomainError } from '#functions/errors.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeAccount, makeActor, makePerson } from '../../support/make.ts'

const { deps } = makeDeps({ now: new Date() })
const aGithubId = () => String(Math.floor(Math.random() * 1e12))
const anEmail = () => `${crypto.randomUUID()}@example.org`

async function openSession(endsInMs: number) {
  const account = await makeAccount()
  const id = crypto.randomUUID()
  const expiresAt = new Date(Date.now() + endsInMs)
  await db.insert(authSessions).values({ id, accountId: account.id, expiresAt })
  return { account: { accountId: account.id, sessionId: id }, expiresAt }
}

test('a session in use is prolonged once a day, not at every look', async () => {
  const fresh = await openSession(SESSION_TTL_MS - 3_600_000)
  const old = await openSession(SESSION_TTL_MS - 2 * 86_400_000)

  expect((await checkAuthSession(deps, fresh.account))?.expiresAt).toEqual(fresh.expiresAt)
  const prolonged = new Date(deps.now().getTime() + SESSION_TTL_MS)
  expect((await checkAuthSession(deps, old.account))?.expiresAt).toEqual(prolonged)
  const [row] = await db
    .select()
    .from(authSessions)
    .where(eq(authSessions.id, old.account.sessionId))
  expect(row?.expiresAt).toEqual(prolonged)
})

test('an ended session, an expired one and somebody else’s are none', async () => {
  const [ended, expired, own] = await Promise.all([
    openSession(SESSION_TTL_MS),
    openSession(-1_000),
    openSession(SESSION_TTL_MS),
  ])
  await signOut(deps, ended.account)

  expect(await checkAuthSession(deps, ended.account)).toBeNull()
  expect(await checkAuthSession(deps, expired.account)).toBeNull()
  const mixed = { ...own.account, accountId: ended.account.accountId }
  expect(await checkAuthSession(deps, mixed)).toBeNull()
})

test('a replica that does not know a new session yet ends nobody’s session', async () => {
  const { account } = await openSession(SESSION_TTL_MS)
  const nothing = { from: () => ({ leftJoin: () => ({ where: async () => [] }) }) }
  const behind = Object.assign(Object.create(db), { select: () => nothing })

  expect(await checkAuthSession({ ...deps, read: behind }, account)).toMatchObject(account)
})

test('while nothing can be written, a session that is due to be prolonged stays as it is', async () => {
  const { account, expiresAt } = await openSession(86_400_000)
  const readOnly = {
    ...deps,
    commit: () => Promise.reject(new DomainError('unavailable', 'Read-only')),
  }

  expect((await checkAuthSession(readOnly, account))?.expiresAt).toEqual(expiresAt)
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
  expect(await checkAuthSession(deps, there)).not.toBeNull()
  await signOutEverywhere(deps, there)
  expect(await checkAuthSession(deps, there)).toBeNull()
})

test('GitHub signs in to the account of that GitHub id, whatever its address is by now', async () => {
  const githubId = aGithubId()
  const account = await makeAccount({ githubId })
  const person = await makePerson({ accountId: account.id })

  const session = await signInWithGithub(deps, { githubId, email: anEmail() })

  expect(session).toMatchObject({ accountId: account.id, personId: person.id })
  expect(await checkAuthSession(deps, session)).toMatchObject({ personId: person.id })
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
