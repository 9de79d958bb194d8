import { afterEach, expect, test, vi } from 'vitest'
import { startGithub } from '../../fakes/github.ts'
import { makeEdge } from '../../support/edge.ts'
import { makeAccount, makePerson } from '../../support/make.ts'
import { Visitor } from '../../support/visitor.ts'

const fake = startGithub()
const edge = makeEdge({ own: fake.settings })
afterEach(() => void vi.useRealTimers())

const anId = () => Math.floor(Math.random() * 1e12)
const verified = (email: string) => ({ email, primary: true, verified: true })
const pathOf = (url: string) => url.replace('http://localhost', '')

/** Presses the button, says yes at GitHub; the path that GitHub sends the browser back to. */
async function authorize(
  visitor: Visitor,
  person: Parameters<typeof fake.authorize>[1],
  next = '',
) {
  const begun = await visitor.get(`/sign-in/github/?next=${encodeURIComponent(next)}`)
  return pathOf(fake.authorize(begun.headers.get('location') ?? '', person))
}

test('GitHub signs in the account of its verified primary address', async () => {
  const account = await makeAccount()
  await makePerson({ accountId: account.id, name: 'Ada' })
  const visitor = new Visitor(edge)
  const emails = [
    { email: 'old@example.org', primary: false, verified: true },
    verified(account.email.toUpperCase()),
  ]
  expect(await (await visitor.get('/sign-in/')).text()).toContain('/sign-in/github/')

  const back = await authorize(visitor, { id: anId(), emails }, '/topics/')
  const answer = await visitor.get(back)

  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/topics/'])
  expect([...visitor.cookies.keys()]).toEqual(['__Host-session', '__Host-seen'])
  expect(await (await visitor.get('/dashboard/')).text()).toContain('Ada')
})

test('somebody new goes on to choose a name', async () => {
  const visitor = new Visitor(edge)
  const person = { id: anId(), emails: [verified(`${crypto.randomUUID()}@example.org`)] }

  const answer = await visitor.get(await authorize(visitor, person, '//evil.example'))

  expect(answer.headers.get('location')).toBe('/welcome/')
})

test('an address that GitHub has not verified signs nobody in', async () => {
  const account = await makeAccount()
  const visitor = new Visitor(edge)
  const emails = [
    { email: account.email, primary: true, verified: false },
    { email: 'second@example.org', primary: false, verified: true },
  ]

  const answer = await visitor.get(await authorize(visitor, { id: anId(), emails }))

  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('Verify your e-mail address at GitHub first')
  expect(visitor.cookies.size).toBe(0)
})

test('an answer that is replayed, forged, foreign or late signs nobody in', async () => {
  const person = { id: anId(), emails: [verified(`${crypto.randomUUID()}@example.org`)] }
  const visitor = new Visitor(edge)
  const back = await authorize(visitor, person)
  const cookie = visitor.cookies.get('__Host-github') ?? ''
  const withCookie = (value: string) => {
    const other = new Visitor(edge)
    other.cookies.set('__Host-github', value)
    return other
  }
  expect((await new Visitor(edge).get(back)).status).toBe(400)
  expect((await withCookie(`${cookie}x`).get(back)).status).toBe(400)
  vi.setSystemTime(Date.now() + 11 * 60_000)
  expect((await withCookie(cookie).get(back)).status).toBe(400)
  vi.useRealTimers()
  const forged = back.replace(/state=[^&]+/, 'state=forged')
  expect((await withCookie(cookie).get(forged)).status).toBe(400)
  const wrongCode = back.replace(/code=[^&]+/, 'code=guessed')
  expect((await withCookie(cookie).get(wrongCode)).status).toBe(403)

  expect((await visitor.get(back)).status).toBe(303)
  const replayed = await withCookie(cookie).get(back)
  expect(replayed.status).toBe(403)
  expect(await replayed.text()).toContain('GitHub did not confirm who you are')
})

test('another site cannot begin a journey to GitHub, which would end signed in without a press', async () => {
  for (const from of ['cross-site', 'same-site']) {
    const led = new Visitor(edge, { 'Sec-Fetch-Site': from })
    const answer = await led.get('/sign-in/github/?next=/topics/')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in/'])
    expect(led.cookies.size).toBe(0)
  }
  const own = new Visitor(edge, { 'Sec-Fetch-Site': 'same-origin' })
  expect((await own.get('/sign-in/github/')).headers.get('location')).toContain('/login/oauth/')
})

test('who says no at GitHub, or meets it down, may try another way', async () => {
  const visitor = new Visitor(edge)
  const begun = await visitor.get('/sign-in/github/')
  const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state')
  const denied = await visitor.get(`/sign-in/github/callback/?error=access_denied&state=${state}`)
  expect(denied.status).toBe(403)
  expect(await denied.text()).toContain('name="email"')

  const back = await authorize(visitor, { id: anId(), emails: [] })
  fake.setDown(true)
  const down = await visitor.get(back)
  fake.setDown(false)
  expect([down.status, down.headers.get('retry-after')]).toEqual([503, '60'])
  expect(await down.text()).toContain('name="email"')
})

test('where it is not configured there is no such page', async () => {
  const without = new Visitor(makeEdge())

  expect((await without.get('/sign-in/github/')).status).toBe(404)
  expect((await without.get('/sign-in/github/callback/?code=a&state=b')).status).toBe(404)
})
