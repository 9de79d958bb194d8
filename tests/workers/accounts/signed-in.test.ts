import { and, eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { attendances, authSessions } from '#db/schema/index.ts'
import { SESSION_MAX_MS } from '#functions/accounts/auth-session.ts'
import { databases, db } from '../../support/database.ts'
import { makeEdge } from '../../support/edge.ts'
import { makeActor, makeEvent, makeSignedIn } from '../../support/make.ts'
import { signInAs } from '../../support/sign-in-as.ts'
import { Visitor } from '../../support/visitor.ts'

const DAY_MS = 86_400_000
const edge = makeEdge()
const soon = { startsOn: '2035-09-01' }

const endSession = (sessionId: string) =>
  db.delete(authSessions).where(eq(authSessions.id, sessionId))

const roleOf = async (eventId: string, personId: string) => {
  const [row] = await db
    .select({ role: attendances.role })
    .from(attendances)
    .where(and(eq(attendances.eventId, eventId), eq(attendances.personId, personId)))
  return row?.role ?? null
}

test('attend, change to tracking, stop: each one form, and back to where it was', async () => {
  const [actor, event] = await Promise.all([makeActor(), makeEvent(soon)])
  const visitor = await signInAs(edge, actor)
  const path = `/${event.year}/${event.slug}/`

  const attended = await visitor.post(`${path}attendance/`, {
    role: 'attending',
    back: '/topics/?a=1',
  })
  expect([attended.status, attended.headers.get('location')]).toEqual([303, '/topics/?a=1'])
  expect(await roleOf(event.id, actor.personId)).toBe('attending')
  const page = await (await visitor.get(path)).text()
  expect(page).toContain('value="none"')

  const back = `/topics/?a=1#event-${event.id}`
  const toCard = await visitor.post(`${path}attendance/`, { role: 'attending', back })
  expect(toCard.headers.get('location')).toBe(back)

  const tracked = await visitor.post(`${path}attendance/`, {
    role: 'tracking',
    back: '//evil.example#x',
  })
  expect(tracked.headers.get('location')).toBe(path)
  expect(await roleOf(event.id, actor.personId)).toBe('tracking')
  await visitor.post(`${path}attendance/`, { role: 'none' })
  expect(await roleOf(event.id, actor.personId)).toBeNull()
})

test.each([
  ['/2026/no-such-event/attendance/', { role: 'attending' }, 404],
  ['/2026/%00/attendance/', { role: 'attending' }, 404],
  ['/2026/x/attendance/', { role: 'owner' }, 422],
  ['/2026/x/attendance/', {}, 422],
])('POST %s %j answers %i', async (path, form, status) => {
  const visitor = await signInAs(edge, await makeActor())

  expect((await visitor.post(path, form)).status).toBe(status)
})

test('the signed out are asked to sign in, the nameless to choose a name', async () => {
  const event = await makeEvent(soon)
  const path = `/${event.year}/${event.slug}/attendance/`
  const nameless = await signInAs(edge, await makeSignedIn())

  const led = await new Visitor(edge).post(path, { role: 'attending' })
  const named = await nameless.post(path, { role: 'attending' })

  const wish = `/sign-in/attending/${event.year}/${event.slug}/`
  expect([led.status, led.headers.get('location')]).toEqual([303, wish])
  const welcome = `/welcome/?next=${encodeURIComponent(wish)}`
  expect([named.status, named.headers.get('location')]).toEqual([303, welcome])
})

test('a session that was ended elsewhere is signed out by its next write', async () => {
  const [actor, event] = await Promise.all([makeActor(), makeEvent(soon)])
  const visitor = await signInAs(edge, actor)
  await endSession(actor.sessionId)

  const path = `/${event.year}/${event.slug}/attendance/`
  const led = await visitor.post(path, { role: 'attending' })

  expect(led.status).toBe(303)
  expect(visitor.cookies.has('__Host-session')).toBe(false)
  expect(await roleOf(event.id, actor.personId)).toBeNull()
})

const expireSession = (sessionId: string) =>
  db
    .update(authSessions)
    .set({ expiresAt: new Date(Date.now() - 1_000) })
    .where(eq(authSessions.id, sessionId))

test.each([
  ['was ended elsewhere', endSession],
  ['has expired, whatever its cookie says,', expireSession],
])('a session that %s reads nothing any more: it is asked to sign in', async (_, end) => {
  const [actor, event] = await Promise.all([
    makeActor({ name: 'Zoe Unmistakable' }),
    makeEvent(soon),
  ])
  const path = `/${event.year}/${event.slug}/`
  await end(actor.sessionId)
  const signInThen = (next: string) => `/sign-in/?next=${encodeURIComponent(next)}`

  for (const [asked, leadsTo] of [
    ['/dashboard/?a=1', signInThen('/dashboard/')],
    [`${path}coverage/add/`, signInThen(`${path}coverage/add/`)],
    ['/welcome/', signInThen('/welcome/')],
    ['/sign-in/', null],
    [path, null],
  ] as const) {
    const copy = await signInAs(edge, actor)
    const answer = await copy.get(asked)
    expect([asked, answer.status, answer.headers.get('location')]).toEqual([
      asked,
      leadsTo ? 303 : 200,
      leadsTo,
    ])
    expect(await answer.text()).not.toContain('Zoe Unmistakable')
    expect(copy.cookies.has('__Host-session')).toBe(false)
  }
})

test('a session in use is prolonged once a day, with its cookie, and at most for 90 days', async () => {
  const actor = await makeActor()
  const visitor = await signInAs(edge, actor, { agoMs: 2 * DAY_MS })
  const before = visitor.cookies.get('__Host-session')

  const answer = await visitor.get('/dashboard/')
  const after = visitor.cookies.get('__Host-session')
  const again = await visitor.get('/dashboard/')

  expect(answer.status).toBe(200)
  expect(answer.headers.get('set-cookie')).toMatch(/Max-Age=259199?\d/)
  expect(after).not.toBe(before)
  expect(again.headers.get('set-cookie')).toBeNull()

  const old = await makeActor()
  const createdAt = new Date(Date.now() - 89 * DAY_MS)
  const age = { createdAt, expiresAt: new Date(createdAt.getTime() + SESSION_MAX_MS) }
  await db.update(authSessions).set(age).where(eq(authSessions.id, old.sessionId))
  const last = await (await signInAs(edge, old, age)).get('/dashboard/')
  expect(last.status).toBe(200)
  expect(last.headers.get('set-cookie') ?? '').not.toContain('__Host-session')
})

test('a name that was chosen in another browser is known here at once', async () => {
  const [{ accountId, sessionId, personId }, event] = [await makeActor(), await makeEvent(soon)]
  const visitor = await signInAs(edge, { accountId, sessionId })

  expect((await visitor.get('/dashboard/')).status).toBe(200)
  await visitor.post(`/${event.year}/${event.slug}/attendance/`, { role: 'attending' })
  expect(await roleOf(event.id, personId)).toBe('attending')
})

test('with no database to ask, whoever was signed in still is', async () => {
  const visitor = await signInAs(edge, await makeActor(), { agoMs: 2 * DAY_MS })
  const away = vi.spyOn(databases, 'onRequest').mockImplementation(() => {
    throw new TypeError('fetch failed')
  })

  const answer = await visitor.get('/sign-in/sent/').finally(() => away.mockRestore())

  expect(answer.status).toBe(200)
  expect(visitor.cookies.has('__Host-session')).toBe(true)
})

test('signing out ends this session, signing out everywhere all of them', async () => {
  const [here, other] = await Promise.all([makeActor(), makeActor()])
  const visitor = await signInAs(edge, here)
  const copy = await signInAs(edge, here)
  const out = await visitor.post('/sign-out/')
  expect([out.status, out.headers.get('location')]).toEqual([303, '/'])
  expect(visitor.cookies.size).toBe(0)
  expect((await copy.get('/dashboard/')).status).toBe(303)

  const everywhere = await signInAs(edge, other)
  expect((await everywhere.post('/sign-out/everywhere/')).status).toBe(303)
  const left = await db
    .select()
    .from(authSessions)
    .where(eq(authSessions.accountId, other.accountId))
  expect(left).toEqual([])
  expect((await new Visitor(edge).post('/sign-out/')).status).toBe(303)
})

test('the dashboard shows what is next, what is ahead and what has been', async () => {
  const actor = await makeActor({ name: 'Ada' })
  const visitor = await signInAs(edge, actor)
  expect(await (await visitor.get('/dashboard/')).text()).toContain('Nothing ahead yet')

  const marked = [
    { name: 'Tracked first', startsOn: '2035-01-01', role: 'tracking' },
    { name: 'Attended next', startsOn: '2035-02-01', role: 'attending' },
    { name: 'Called off', startsOn: '2035-01-02', role: 'attending', status: 'cancelled' },
    { name: 'Put off', startsOn: '2035-01-03', role: 'attending', status: 'postponed' },
    { name: 'Long ago', startsOn: '2011-02-01', role: 'attending' },
    { name: 'Hidden', startsOn: '2035-03-01', role: 'attending', visibility: 'hidden' },
  ] as const
  for (const { role, ...fields } of marked) {
    const event = await makeEvent(fields)
    await db.insert(attendances).values({ eventId: event.id, personId: actor.personId, role })
  }

  const page = await (await visitor.get('/dashboard/')).text()
  const nextEvent = page.slice(page.indexOf('Your next event'), page.indexOf('You are attending'))
  expect(nextEvent).toContain('Attended next')
  expect(page.indexOf('Tracked first')).toBeGreaterThan(page.indexOf('You are tracking'))
  expect(page.indexOf('Long ago')).toBeGreaterThan(page.indexOf('Where you have been'))
  expect(page).not.toContain('Hidden')
})
