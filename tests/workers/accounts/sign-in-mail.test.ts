import { eq } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { accounts, authSessions, signInTokens } from '#db/schema/index.ts'
import { SIGN_IN_TTL_MS } from '#functions/accounts/request-sign-in.ts'
import { MAX_TRIES } from '#functions/accounts/use-sign-in-mail.ts'
import { db } from '../../support/database.ts'
import { arriveToSignIn, aVisitor, copyOf } from '../../support/sign-in-mail.ts'
import type { Visitor } from '../../support/visitor.ts'

afterEach(() => void vi.useRealTimers())

const isSignedIn = (who: Visitor) => who.cookies.has('__Host-session')

const sessionsOf = (email: string) =>
  db
    .select({ id: authSessions.id })
    .from(authSessions)
    .innerJoin(accounts, eq(accounts.id, authSessions.accountId))
    .where(eq(accounts.email, email))

test('a link alone is of no use: whoever else comes by it signs nobody in, and is not told whose it is', async () => {
  const { edge, visitor, ask } = arriveToSignIn()
  const { email, link } = await ask(visitor)
  const [finder, other] = [aVisitor(edge), aVisitor(edge)]
  // This one has asked for a mail too, to an address of their own.
  await ask(other)

  for (const who of [finder, other]) {
    for (const answer of [await who.get(link), await who.post(link)]) {
      expect(answer.status).toBe(who === finder ? 403 : 410)
      const page = await answer.text()
      expect(page).toContain('Go back there, and type the code')
      expect(page).toContain('Get a new link')
      expect(page).not.toContain(email)
    }
    expect(isSignedIn(who)).toBe(false)
  }
  expect(await sessionsOf(email)).toEqual([])
  expect((await visitor.post(link)).status).toBe(303)
})

test('however often a link is looked at, before it is pressed nothing is stored and nobody signed in', async () => {
  const { visitor, ask } = arriveToSignIn()
  const { email, link } = await ask(visitor)
  const rows = () => db.select().from(signInTokens).where(eq(signInTokens.email, email))
  const before = await rows()

  for (let look = 0; look < 3 * MAX_TRIES; look += 1) {
    const answer = await visitor.get(link)
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []])
    expect(await answer.text()).toContain(`<form method="post" action="${link}"`)
  }

  expect(await rows()).toEqual(before)
  expect(await sessionsOf(email)).toEqual([])
  expect((await visitor.post(link)).status).toBe(303)
})

test('whoever asks for somebody else’s address has nothing without the mail, even if the other opens it', async () => {
  const { edge, visitor: attacker, ask } = arriveToSignIn()
  const { email, link } = await ask(attacker)
  const victim = aVisitor(edge)

  await victim.get(link)
  await victim.post(link)

  expect((await attacker.get('/dashboard/')).headers.get('location')).toMatch(/^\/sign-in\//)
  expect([isSignedIn(attacker), isSignedIn(victim)]).toEqual([false, false])
  expect(await sessionsOf(email)).toEqual([])
})

test('who reads the mail on another device types its code where they asked, however they type', async () => {
  const { visitor, ask } = arriveToSignIn()
  for (const typed of [
    (code: string) => code,
    (code: string) => ` ${code.toLowerCase().replace('-', ' ')} `,
    (code: string) => code.replace('-', '').replaceAll('0', 'O').replaceAll('1', 'l'),
  ]) {
    const { email, code } = await ask(visitor)
    const answer = await visitor.post('/sign-in/sent/', { code: typed(code) })

    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/welcome/'])
    expect(await sessionsOf(email)).toHaveLength(1)
    const again = await visitor.post('/sign-in/sent/', { code })
    expect(again.status).toBe(422)
  }
})

test('a code is of no use in another browser, nor is a wrong one anywhere; it comes back as it was typed', async () => {
  const { edge, visitor, ask } = arriveToSignIn()
  const { email, code } = await ask(visitor)

  for (const [who, typed] of [
    [aVisitor(edge), code],
    [visitor, '<WRONG>'],
    [visitor, ''],
  ] as const) {
    const answer = await who.post('/sign-in/sent/', { code: typed })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('aria-invalid="true"')
    expect(page).toContain(`value="${typed.replace('<', '&lt;').replace('>', '&gt;')}"`)
    expect(isSignedIn(who)).toBe(false)
  }
  expect(await sessionsOf(email)).toEqual([])
})

test('after five wrong codes, one after the other or all at once, the right one is refused too', async () => {
  const { visitor, ask } = arriveToSignIn()
  const guess = (code: string) => copyOf(visitor).post('/sign-in/sent/', { code })
  const patient = await ask(visitor)
  for (let time = 0; time < MAX_TRIES; time += 1) await guess('000-000')
  expect((await guess(patient.code)).status).toBe(422)

  const hasty = await ask(visitor)
  await Promise.all(Array.from({ length: MAX_TRIES }, () => guess('000-000')))
  expect((await guess(hasty.code)).status).toBe(422)
  expect(await sessionsOf(hasty.email)).toEqual([])
})

test('who asked twice may use either mail', async () => {
  const { visitor, ask } = arriveToSignIn()
  const [first, second] = [await ask(visitor), await ask(visitor)]

  expect((await copyOf(visitor).post(first.link)).status).toBe(303)
  expect((await copyOf(visitor).post('/sign-in/sent/', { code: second.code })).status).toBe(303)
})

test('a mail that was used, is older than ten minutes or was not copied whole leads to a new one', async () => {
  const { visitor, ask } = arriveToSignIn()
  const [old, used] = [await ask(visitor), await ask(visitor)]
  const refuses = async (path: string, status: number) => {
    for (const answer of [await visitor.get(path), await visitor.post(path)]) {
      expect([path, answer.status]).toEqual([path, status])
      expect(await answer.text()).toContain('Get a new link')
    }
    expect(isSignedIn(visitor)).toBe(false)
  }
  expect(SIGN_IN_TTL_MS).toBe(10 * 60_000)
  expect((await copyOf(visitor).post(used.link)).status).toBe(303)
  await refuses(used.link, 410)
  await refuses(`/sign-in/${'A'.repeat(43)}/`, 410)
  await refuses('/sign-in/torn/', 400)
  await refuses('/sign-in/%00%ff/', 400)

  vi.setSystemTime(Date.now() + SIGN_IN_TTL_MS - 2_000)
  expect((await visitor.get(old.link)).status).toBe(200)
  vi.setSystemTime(Date.now() + 3_000)
  await refuses(old.link, 410)
  expect((await visitor.post('/sign-in/sent/', { code: old.code })).status).toBe(422)
})

test('two presses at once sign one browser in', async () => {
  const { visitor, ask } = arriveToSignIn()
  const { link } = await ask(visitor)

  const statuses = await Promise.all(
    [copyOf(visitor), copyOf(visitor)].map(async (who) => (await who.post(link)).status),
  )

  expect(statuses.toSorted()).toEqual([303, 410])
})
