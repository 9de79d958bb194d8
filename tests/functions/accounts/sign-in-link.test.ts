import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts, authSessions, outbox, signInTokens } from '#db/schema/index.ts'
import { findSignInLink } from '#functions/accounts/queries.ts'
import { requestSignIn } from '#functions/accounts/request-sign-in.ts'
import { sendEmail } from '#functions/accounts/send-email.ts'
import { deriveCode, deriveToken, hashToken } from '#functions/accounts/sign-in-token.ts'
import { MAX_TRIES, useSignInMail } from '#functions/accounts/use-sign-in-mail.ts'
import type { Deps } from '#functions/deps.ts'
import { jobs } from '#functions/jobs.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeAccount, makePerson } from '../../support/make.ts'

const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

/** Asks for a mail and reads it, as its owner would. */
async function getLink(email = `${crypto.randomUUID()}@example.org`, next: string | null = null) {
  const { deps, committed, mails } = makeDeps({ now: new Date() })
  await requestSignIn(deps, { email, next, network: crypto.randomUUID() })
  const { signInTokenId } = jobs['send-email'].payload.parse(committed[0]?.payload)
  await sendEmail(deps, { email: 'sign-in', signInTokenId })
  const token = /\/sign-in\/([A-Za-z0-9_-]{43})\//.exec(mails[0]?.text ?? '')?.[1] ?? ''
  const use = (by: Partial<Deps> = {}, proof = token) =>
    useSignInMail({ ...deps, ...by }, { asked: [signInTokenId], proof: { token: proof } })
  return { deps, email, token, mails, signInTokenId, use, message: committed[0] }
}

test('a mailed link signs in once, makes the account and remembers where to go on', async () => {
  const { email, token, mails, use } = await getLink(undefined, '/2026/dconstruct/')
  expect(mails[0]).toMatchObject({ to: email, subject: 'Sign in to Hallway' })
  expect(mails[0]?.html).toContain(`http://localhost/sign-in/${token}/`)

  const signedIn = await use()

  expect(signedIn).toMatchObject({ next: '/2026/dconstruct/', session: { personId: null } })
  const [account] = await db.select().from(accounts).where(eq(accounts.email, email))
  expect(signedIn?.session.accountId).toBe(account?.id)
  const kept = await db
    .select()
    .from(authSessions)
    .where(eq(authSessions.id, signedIn?.session.sessionId ?? ''))
  expect(kept).toMatchObject([{ accountId: account?.id, expiresAt: signedIn?.session.expiresAt }])
  expect(await use()).toBeNull()
})

test('a link that was tried too often no longer offers to sign in', async () => {
  const { deps, token, signInTokenId } = await getLink()
  const asked = [signInTokenId]
  const find = () => findSignInLink(db, { token, asked, now: new Date() })
  const guess = () => useSignInMail(deps, { asked, proof: { code: '000-000' } })
  for (let time = 1; time < MAX_TRIES; time += 1) await guess()
  expect(await find()).not.toBeNull()

  await guess()

  expect(await find()).toBeNull()
})

test('of many clicks at once exactly one signs in', async () => {
  const { email, use } = await getLink()

  const tries = await Promise.all([1, 2, 3, 4, 5].map(() => use()))

  expect(tries.filter((signedIn) => signedIn !== null)).toHaveLength(1)
  const sessions = await db
    .select({ id: authSessions.id })
    .from(authSessions)
    .innerJoin(accounts, eq(accounts.id, authSessions.accountId))
    .where(eq(accounts.email, email))
  expect(sessions).toHaveLength(1)
})

test('a known address signs in to its own account and person', async () => {
  const account = await makeAccount()
  const person = await makePerson({ accountId: account.id })
  const { use } = await getLink(account.email)

  expect(await use()).toMatchObject({
    session: { accountId: account.id, personId: person.id },
  })
})

test('looking at a link does not use it up; a used, expired or forged one is nobody’s', async () => {
  const { email, token, signInTokenId, use } = await getLink()
  const look = (token: string, now = new Date()) =>
    findSignInLink(db, { token, asked: [signInTokenId], now })

  expect(await look(token)).toEqual({ email })
  expect(await look(token)).toEqual({ email })
  expect(await look(token, later(11))).toBeNull()
  expect(await use({ now: () => later(11) })).toBeNull()
  await use()
  expect(await look(token)).toBeNull()

  for (const forged of ['', 'x', 'A'.repeat(43), `${token}=`, token.slice(1), "' or 1=1 --"]) {
    expect(await look(forged)).toBeNull()
    expect(await use({}, forged)).toBeNull()
  }
})

test('a link is nobody’s in a browser that did not ask for it', async () => {
  const [mine, other] = [await getLink(), await getLink()]
  const { deps, token } = mine

  for (const asked of [[], [other.signInTokenId], [crypto.randomUUID()]]) {
    expect(await findSignInLink(db, { token, asked, now: new Date() })).toBeNull()
    expect(await useSignInMail(deps, { asked, proof: { token } })).toBeNull()
  }
  expect(await mine.use()).not.toBeNull()
})

test('neither the table nor the queue holds the secret', async () => {
  const { deps, token, message, signInTokenId } = await getLink()
  const code = await deriveCode(deps.config, signInTokenId)

  const [row] = await db.select().from(signInTokens).where(eq(signInTokens.id, signInTokenId))
  const [queued] = await db
    .select()
    .from(outbox)
    .where(eq(outbox.id, message?.id ?? ''))

  expect(row?.tokenHash).toBe(hashToken(token))
  for (const secret of [token, code]) expect(JSON.stringify([row, queued])).not.toContain(secret)
  expect(
    await deriveToken({ ...makeDeps().deps.config, sessionSecret: 'b'.repeat(40) }, signInTokenId),
  ).not.toBe(token)
})

test('the mail job repeats the same mail, and sends none for a link that no longer works', async () => {
  const { deps, mails, signInTokenId, use } = await getLink()
  const payload = { email: 'sign-in', signInTokenId } as const

  expect(await sendEmail(deps, payload)).toEqual([])
  expect(mails).toHaveLength(2)
  expect(mails[1]).toEqual(mails[0])
  expect(mails[0]?.idempotencyKey).toBe(`sign-in-${signInTokenId}`)

  expect(await sendEmail({ ...deps, now: () => later(11) }, payload)).toEqual([])
  await use()
  await sendEmail(deps, payload)
  expect(mails).toHaveLength(2)
})

test('a mail that cannot be sent makes the job fail, so that the queue tries again', async () => {
  const { deps, signInTokenId } = await getLink()
  const down = { ...deps, mail: () => Promise.reject(new Error('mail is down')) }

  await expect(sendEmail(down, { email: 'sign-in', signInTokenId })).rejects.toThrow('mail is down')
})
