import { eq } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import {
  attendances,
  eventRedirects,
  events,
  sessions,
  sessionTrackings,
} from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { databases, db } from '../../support/database.ts'
import { makeEdge } from '../../support/edge.ts'
import { makeEvent, makeSession } from '../../support/make.ts'
import { anEmail, arriveToSignIn } from '../../support/sign-in-mail.ts'
import type { Visitor } from '../../support/visitor.ts'
import { locationOf, makeMember, press, rolesAt, SOON, wish } from '../../support/wish.ts'

afterEach(() => void vi.useRealTimers())

test('a wish that is forged, of another browser, or older than half an hour is none', async () => {
  const [event, member] = [await makeEvent(SOON), await makeMember()]
  const at = paths.signInTo('attending', paths.event(event))
  const edge = makeEdge()
  const other = arriveToSignIn(edge)
  await wish(other, { at, email: anEmail() })
  const kept = other.visitor.cookies.get('__Host-wish') ?? ''
  expect(kept).not.toBe('')

  const signInWith = async (cookie: string, laterMs = 0) => {
    const { visitor, ask } = arriveToSignIn(edge)
    vi.setSystemTime(Date.now() + laterMs)
    // Whether the replica is behind is known then, too: to find out would take two seconds.
    edge.clock.replicas.atMs = Date.now()
    const { link } = await ask(visitor, member.email)
    if (cookie) visitor.cookies.set('__Host-wish', cookie)
    const answer = await visitor.post(link, { wish: at })
    vi.useRealTimers()
    return answer.headers.get('location')
  }
  expect(await signInWith('')).toBe('/dashboard/')
  expect(await signInWith(kept.replace(/^\d/, '9'))).toBe('/dashboard/')
  expect(await signInWith(kept, 31 * 60_000)).toBe('/dashboard/')
  expect(await rolesAt(event.id)).toEqual([])
  expect(await signInWith(kept, 29 * 60_000)).toBe(paths.event(event))
})

test('who has wished for something else since, or for nothing, gets that', async () => {
  const [arrival, first, second] = [arriveToSignIn(), await makeEvent(SOON), await makeEvent(SOON)]
  const { visitor, ask } = arrival
  const member = await makeMember()
  const wished = (event: typeof first) => paths.signInTo('attending', paths.event(event))
  await wish(arrival, { at: wished(first), email: member.email })
  const { link } = await wish(arrival, { at: wished(second), email: member.email })
  expect(locationOf(await press(visitor, { page: link }))).toEqual([303, paths.event(second)])
  await visitor.post('/sign-out/')

  await wish(arrival, { at: wished(first), email: member.email })
  const plain = await ask(visitor, member.email)
  expect(visitor.cookies.has('__Host-wish')).toBe(false)
  expect(locationOf(await visitor.post(plain.link))).toEqual([303, '/dashboard/'])
  expect([await rolesAt(first.id), await rolesAt(second.id)]).toEqual([[], ['attending']])
})

test('pressed again, or gone back to, it is written once and nobody is told of a dead link', async () => {
  const [arrival, event, member] = [arriveToSignIn(), await makeEvent(SOON), await makeMember()]
  const { visitor } = arrival
  const at = paths.signInTo('attending', paths.event(event))
  const { link } = await wish(arrival, { at, email: member.email })
  await press(visitor, { page: link })

  expect(locationOf(await visitor.post(link))).toEqual([303, '/dashboard/'])
  expect(locationOf(await visitor.get(link))).toEqual([303, '/dashboard/'])
  expect(await rolesAt(event.id)).toEqual(['attending'])
})

test('whoever has no name yet and goes back to the link chooses one, with what they wished for', async () => {
  const [arrival, event] = [arriveToSignIn(), await makeEvent(SOON)]
  const { visitor } = arrival
  const at = paths.signInTo('attending', paths.event(event))
  const { link } = await wish(arrival, { at, email: anEmail() })
  const led = [303, paths.welcome(at)]
  expect(locationOf(await visitor.post(link))).toEqual(led)

  expect(locationOf(await visitor.get(link))).toEqual(led)
  expect(locationOf(await visitor.post(link))).toEqual(led)
})

test('whoever attends already is not taken off the list by a wish to track', async () => {
  const [arrival, event, member] = [arriveToSignIn(), await makeEvent(SOON), await makeMember()]
  await db.insert(attendances).values({ eventId: event.id, personId: member.id, role: 'attending' })
  const at = paths.signInTo('tracking', paths.event(event))
  const { link } = await wish(arrival, { at, email: member.email })
  await press(arrival.visitor, { page: link })
  expect(await rolesAt(event.id)).toEqual(['attending'])
})

const change = (id: string, fields: Partial<typeof events.$inferInsert>) =>
  db.update(events).set(fields).where(eq(events.id, id))

test.each([
  ['was cancelled', { status: 'cancelled' }, 'attending', 200, 'was cancelled'],
  ['has been hidden', { visibility: 'hidden' }, 'attending', 404, 'You are signed in, but'],
] as const)(
  'of an event that %s meanwhile nothing is written: they are signed in, and told',
  async (_, fields, role, status, words) => {
    const [arrival, event, member] = [arriveToSignIn(), await makeEvent(SOON), await makeMember()]
    const { visitor } = arrival
    const at = paths.signInTo(role, paths.event(event))
    const { link } = await wish(arrival, { at, email: member.email })
    await change(event.id, fields)

    expect(await (await visitor.get(link)).text()).not.toContain('Sign in and')
    expect(locationOf(await visitor.post(link, { wish: at }))).toEqual([303, at])
    expect(visitor.cookies.has('__Host-session')).toBe(true)
    expect(await rolesAt(event.id)).toEqual([])
    const told = await visitor.get(at)
    expect(told.status).toBe(status)
    expect(await told.text()).toContain(words)
    expect(visitor.cookies.has('__Host-wish')).toBe(false)
  },
)

test('an event that is over is tracked no more, but who was there may say so', async () => {
  const event = await makeEvent({ startsOn: '2020-03-01' })
  const arrival = arriveToSignIn()
  const { visitor } = arrival
  const asked = async (role: 'attending' | 'tracking') =>
    (await visitor.get(paths.signInTo(role, paths.event(event)))).text()

  expect(await asked('attending')).toContain('Sign in to say that you were at')
  expect(await asked('tracking')).toContain(`<bdi>${event.name}</bdi> is over`)

  const member = await makeMember()
  const at = paths.signInTo('tracking', paths.event(event))
  const { link } = await wish(arrival, { at, email: member.email })
  expect(locationOf(await visitor.post(link, { wish: at }))).toEqual([303, at])
  expect(await rolesAt(event.id)).toEqual([])
})

test('of what was put off from days that are past nobody says that they were there', async () => {
  const event = await makeEvent({ startsOn: '2020-03-01', status: 'postponed' })
  const { visitor } = arriveToSignIn()
  const asked = await visitor.get(paths.signInTo('attending', paths.event(event)))
  expect(await asked.text()).toContain(`<bdi>${event.name}</bdi> was postponed`)
})

test('of an event that was merged meanwhile the other one is attended', async () => {
  const [arrival, event, other, member] = [
    arriveToSignIn(),
    await makeEvent(SOON),
    await makeEvent(SOON),
    await makeMember(),
  ]
  const at = paths.signInTo('attending', paths.event(event))
  const { link } = await wish(arrival, { at, email: member.email })
  await db.delete(events).where(eq(events.id, event.id))
  await db.insert(eventRedirects).values({ year: event.year, slug: event.slug, eventId: other.id })

  expect(await (await arrival.visitor.get(link)).text()).toContain(other.name)
  expect(locationOf(await press(arrival.visitor, { page: link }))).toEqual([
    303,
    paths.event(other),
  ])
  expect(await rolesAt(other.id)).toEqual(['attending'])
})

test('a write that fails after signing in leaves a member who is one press away', async () => {
  const [arrival, event, member] = [arriveToSignIn(), await makeEvent(SOON), await makeMember()]
  const { visitor } = arrival
  const at = paths.signInTo('attending', paths.event(event))
  const { link } = await wish(arrival, { at, email: member.email })
  const away = vi.spyOn(databases, 'onRequest').mockImplementation((body) => {
    if (body.includes('insert into \\"attendances\\"')) throw new TypeError('fetch failed')
  })
  const used = await press(visitor, { page: link }).finally(() => away.mockRestore())

  expect(locationOf(used)).toEqual([303, at])
  const page = await (await visitor.get(at)).text()
  expect(page).toContain('One more press')
  await visitor.post(paths.attendance(event), { role: 'attending' })
  expect(await rolesAt(event.id)).toEqual(['attending'])
})

test('a wish that cannot be looked up while its mail is used leaves a member who is one press away', async () => {
  const [arrival, event, member] = [arriveToSignIn(), await makeEvent(SOON), await makeMember()]
  const { visitor } = arrival
  const at = paths.signInTo('attending', paths.event(event))
  const { link } = await wish(arrival, { at, email: member.email })
  const away = vi.spyOn(databases, 'onRequest').mockImplementation((body) => {
    if (body.includes('page_queries.wished')) throw new TypeError('fetch failed')
  })
  const used = await visitor.post(link, { wish: at }).finally(() => away.mockRestore())

  expect(locationOf(used)).toEqual([303, at])
  expect(await (await visitor.get(at)).text()).toContain('One more press')
})

test('a session that was withdrawn is nothing to track any longer, before and after signing in', async () => {
  const [arrival, event, member] = [arriveToSignIn(), await makeEvent(SOON), await makeMember()]
  const { visitor } = arrival
  const session = await makeSession({ eventId: event.id })
  const at = paths.signInTo('tracking', paths.session(event, session.slug))
  const { link } = await wish(arrival, { at, email: member.email })
  await db.update(sessions).set({ withdrawnAt: new Date() }).where(eq(sessions.id, session.id))

  expect((await visitor.get(at)).status).toBe(404)
  expect(await (await visitor.get(paths.session(event, session.slug))).text()).not.toContain(at)
  expect(await (await visitor.get(link)).text()).not.toContain('Sign in and')
  expect(locationOf(await visitor.post(link, { wish: at }))).toEqual([303, at])
  const mine = eq(sessionTrackings.sessionId, session.id)
  expect(await db.select().from(sessionTrackings).where(mine)).toEqual([])
  const told = await visitor.get(at)
  expect([told.status, (await told.text()).includes('href="/dashboard/"')]).toEqual([404, true])
})

test.each([
  '/sign-in/attending/2035/no-such-event/',
  '/sign-in/attending/2035/x/session/',
  '/sign-in/tracking/2035/x/no-such-session/',
  '/sign-in/owning/2035/x/',
])('%s is no address', async (path) => {
  const { visitor } = arriveToSignIn()
  expect((await visitor.get(path)).status).toBe(404)
})

test('another site cannot have a mail asked for with a wish', async () => {
  const { visitor } = arriveToSignIn()
  const foreign = (who: Visitor) =>
    who.send('/sign-in/', {
      method: 'POST',
      body: new URLSearchParams({
        email: anEmail(),
        next: '/sign-in/attending/2035/x/',
      }).toString(),
      headers: {
        Origin: 'https://evil.example',
        'Content-Type': 'application/x-www-form-urlencoded',
      },
    })
  const answer = await foreign(visitor)
  expect([answer.status, visitor.cookies.size]).toEqual([403, 0])
})
