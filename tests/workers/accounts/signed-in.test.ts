import { NeonDbError } from '@neondatabase/serverless'
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createDatabase, type Database } from '#db/client.ts'
import { attendances, authSessions } from '#db/schema/index.ts'
import { newTrips } from '#db/trips.ts'
import { SESSION_MAX_MS } from '#functions/accounts/auth-session.ts'
import { DomainError } from '#functions/errors.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import { DATABASE_URL, db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeActor, makeEvent, makeSignedIn } from '../../support/make.ts'
import { signInAs } from '../../support/sign-in-as.ts'
import { makeSite, Visitor } from '../../support/site.ts'

const now = new Date()
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const { deps } = makeDeps({ now })
const site = makeSite(deps)
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
  const visitor = await signInAs(site, actor, now)
  const path = `/${event.year}/${event.slug}/`

  const attended = await visitor.post(`${path}attendance/`, {
    role: 'attending',
    back: '/topics/?a=1',
  })
  expect([attended.status, attended.headers.get('location')]).toEqual([303, '/topics/?a=1'])
  expect(await roleOf(event.id, actor.personId)).toBe('attending')
  const page = await (await visitor.get(path)).text()
  expect(page).toContain('value="none"')

  const tracked = await visitor.post(`${path}attendance/`, {
    role: 'tracking',
    back: '//evil.example',
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
  const visitor = await signInAs(site, await makeActor(), now)

  expect((await visitor.post(path, form)).status).toBe(status)
})

test('the signed out are asked to sign in, the nameless to choose a name', async () => {
  const event = await makeEvent(soon)
  const path = `/${event.year}/${event.slug}/attendance/`
  const nameless = await signInAs(site, await makeSignedIn(), now)

  const refused = await new Visitor(site).post(path, { role: 'attending' })
  const named = await nameless.post(path, { role: 'attending' })

  expect(refused.status).toBe(401)
  expect(await refused.text()).toContain('href="/sign-in/"')
  expect([named.status, named.headers.get('location')]).toEqual([303, '/welcome/'])
})

test('a session that was ended elsewhere is signed out by its next write', async () => {
  const [actor, event] = await Promise.all([makeActor(), makeEvent(soon)])
  const visitor = await signInAs(site, actor, now)
  await endSession(actor.sessionId)

  const path = `/${event.year}/${event.slug}/attendance/`
  const refused = await visitor.post(path, { role: 'attending' })

  expect(refused.status).toBe(401)
  expect(visitor.cookies.has('__Host-session')).toBe(false)
  expect(await roleOf(event.id, actor.personId)).toBeNull()
})

test('a session that was ended elsewhere reads nothing any more: it is asked to sign in', async () => {
  const [actor, event] = await Promise.all([
    makeActor({ name: 'Zoe Unmistakable' }),
    makeEvent(soon),
  ])
  const path = `/${event.year}/${event.slug}/`
  await endSession(actor.sessionId)
  const signInThen = (next: string) => `/sign-in/?next=${encodeURIComponent(next)}`

  for (const [asked, leadsTo] of [
    ['/dashboard/?a=1', signInThen('/dashboard/')],
    [`${path}coverage/add/`, signInThen(`${path}coverage/add/`)],
    ['/welcome/', signInThen('/welcome/')],
    ['/sign-in/', null],
    [path, null],
  ] as const) {
    const copy = await signInAs(site, actor, now)
    const answer = await copy.get(asked)
    expect([asked, answer.status, answer.headers.get('location')]).toEqual([
      asked,
      leadsTo ? 303 : 200,
      leadsTo,
    ])
    expect(await answer.text()).not.toContain('Zoe Unmistakable')
    expect([...copy.cookies.keys()]).toEqual([])
  }
})

test('a session in use is prolonged once a day, with its cookie, and at most for 90 days', async () => {
  const daysAgo = (days: number) => minutesAgo(days * 24 * 60)
  const actor = await makeActor()
  const visitor = await signInAs(site, actor, daysAgo(2))
  const before = visitor.cookies.get('__Host-session')

  const answer = await visitor.get('/dashboard/')
  const after = visitor.cookies.get('__Host-session')
  const again = await visitor.get('/dashboard/')

  expect(answer.status).toBe(200)
  expect(answer.headers.get('set-cookie')).toMatch(/Max-Age=259199?\d/)
  expect(after).not.toBe(before)
  expect(again.headers.get('set-cookie')).toBeNull()

  const old = await makeActor()
  const end = new Date(daysAgo(89).getTime() + SESSION_MAX_MS)
  await db
    .update(authSessions)
    .set({ createdAt: daysAgo(89), expiresAt: end })
    .where(eq(authSessions.id, old.sessionId))
  const last = await (await signInAs(site, old, daysAgo(89), end)).get('/dashboard/')
  expect([last.status, last.headers.get('set-cookie')]).toEqual([200, null])
})

test('a name that was chosen in another browser is known here at once', async () => {
  const [{ accountId, sessionId, personId }, event] = [await makeActor(), await makeEvent(soon)]
  const visitor = await signInAs(site, { accountId, sessionId })

  expect((await visitor.get('/dashboard/')).status).toBe(200)
  await visitor.post(`/${event.year}/${event.slug}/attendance/`, { role: 'attending' })
  expect(await roleOf(event.id, personId)).toBe('attending')
})

test('a signed-in page waits for the database once, and so does who attends', async () => {
  const trips = newTrips()
  const counted: Database = createDatabase({ url: DATABASE_URL, trips })
  const [actor, event] = await Promise.all([makeActor(), makeEvent(soon)])
  const counting = makeSite({
    ...deps,
    read: counted,
    write: counted,
    commit: createCommit(counted, () => {}),
  })
  const path = `/${event.year}/${event.slug}/`

  const usual = await signInAs(counting, actor, now)
  expect((await usual.get(path)).status).toBe(200)
  expect(trips.count).toBe(1)
  trips.count = 0
  expect((await usual.post(`${path}attendance/`, { role: 'attending' })).status).toBe(303)
  expect(trips.count).toBe(1)
})

test('with no database to ask, whoever was signed in still is', async () => {
  const down = new NeonDbError('Error connecting to database: fetch failed')
  const away = Object.assign(Object.create(db), {
    select: () => {
      throw down
    },
  })
  const commit = () => Promise.reject(new DomainError('unavailable', 'No database'))
  const visitor = await signInAs(
    makeSite({ ...deps, read: away, write: away, commit }),
    await makeActor(),
    minutesAgo(2 * 24 * 60),
  )

  const answer = await visitor.get('/sign-in/sent/')

  expect(answer.status).toBe(200)
  expect(visitor.cookies.has('__Host-session')).toBe(true)
})

test('signing out ends this session, signing out everywhere all of them', async () => {
  const [here, other] = await Promise.all([makeActor(), makeActor()])
  const visitor = await signInAs(site, here, now)
  const copy = await signInAs(site, here, now)
  const out = await visitor.post('/sign-out/')
  expect([out.status, out.headers.get('location')]).toEqual([303, '/'])
  expect(visitor.cookies.size).toBe(0)
  expect((await copy.get('/dashboard/')).status).toBe(303)

  const everywhere = await signInAs(site, other, now)
  expect((await everywhere.post('/sign-out/everywhere/')).status).toBe(303)
  const left = await db
    .select()
    .from(authSessions)
    .where(eq(authSessions.accountId, other.accountId))
  expect(left).toEqual([])
  expect((await new Visitor(site).post('/sign-out/')).status).toBe(303)
})

test('the dashboard shows what is next, what is ahead and what has been', async () => {
  const actor = await makeActor({ name: 'Ada' })
  const visitor = await signInAs(site, actor, now)
  expect(await (await visitor.get('/dashboard/')).text()).toContain('Nothing ahead yet')

  const marked = [
    { name: 'Tracked first', startsOn: '2035-01-01', role: 'tracking' },
    { name: 'Attended next', startsOn: '2035-02-01', role: 'attending' },
    { name: 'Called off', startsOn: '2035-01-02', role: 'attending', status: 'cancelled' },
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
