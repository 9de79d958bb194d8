import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { eventRedirects, events, sessions } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { db } from '../../../support/database.ts'
import { makeEdge } from '../../../support/edge.ts'
import {
  makeActor,
  makeCountry,
  makeEvent,
  makePlace,
  makeSession,
  makeTracking,
  makeVenue,
} from '../../../support/make.ts'
import { signInAs } from '../../../support/sign-in-as.ts'
import { Visitor } from '../../../support/visitor.ts'

const edge = makeEdge()
const evening = { startsOn: '2035-05-05', endsOn: '2035-05-05', zone: 'Europe/London' }
const hours = { day: '2035-05-05', startsAt: '2035-05-05 18:00:00', endsAt: '2035-05-05 19:00:00' }
const at = (day: number) => new Date(Date.UTC(2035, 0, day))
const linesOf = async (answer: Response) =>
  (await answer.text()).replaceAll('\r\n ', '').split('\r\n')

test('an event is a file for calendars, kept like its page and made anew with it', async () => {
  const country = await makeCountry({ name: 'Kingdom' })
  const place = await makePlace({ name: 'Brighton', countryId: country.id })
  const event = await makeEvent({ ...evening, placeId: place.id })
  const main = { name: 'The Dome', address: '29 New Road' }
  await makeVenue({
    ...main,
    placeId: place.id,
    eventIds: [event.id],
    latitude: 50.8,
    longitude: -0.1,
  })
  await makeSession({ eventId: event.id, ...hours })
  const withdrawn = { endsAt: '2035-05-05 23:00:00', withdrawnAt: new Date() }
  await makeSession({ eventId: event.id, ...hours, ...withdrawn })
  const path = paths.eventFile(event)

  const first = await edge.send(path)
  expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const lines = await linesOf(first)
  for (const line of [
    `UID:event-${event.id}@localhost`,
    'DTSTART;TZID=Europe/London:20350505T180000',
    'DTEND;TZID=Europe/London:20350505T190000',
    'LOCATION:The Dome\\, 29 New Road\\, Brighton\\, Kingdom',
    'GEO:50.8;-0.1',
    `URL:http://localhost${paths.event(event)}`,
  ])
    expect(lines).toContain(line)

  expect((await edge.send(path)).headers.get('x-cache')).toBe('hit')
  await db.update(events).set({ status: 'cancelled' }).where(eq(events.id, event.id))
  await edge.purge([`event-${event.id}`])
  expect(await linesOf(await edge.send(path))).toContain('STATUS:CANCELLED')
})

test('of an event that is hidden, or whose days nobody knows, there is none; one that moved is followed', async () => {
  const hidden = await makeEvent({ visibility: 'hidden' })
  const vague = await makeEvent({ datePrecision: 'month' })
  const moved = await makeEvent()
  const old = { year: moved.year, slug: `old-${moved.slug}` }
  await db.insert(eventRedirects).values({ ...old, eventId: moved.id })

  expect((await edge.send(paths.eventFile(hidden))).status).toBe(404)
  const unknown = await edge.send(paths.eventFile(vague))
  expect([unknown.status, await unknown.text()]).toEqual([
    404,
    expect.stringContaining('which no calendar can show'),
  ])
  const followed = await edge.send(paths.eventFile(old))
  expect([followed.status, followed.headers.get('location')]).toEqual([301, paths.eventFile(moved)])
})

test('when only its programme changes, by what is withdrawn too, the file says that it has changed', async () => {
  const event = await makeEvent({ ...evening, createdAt: at(1), updatedAt: at(1) })
  const { id } = await makeSession({ eventId: event.id, ...hours, updatedAt: at(1) })
  const change = async (fields: Partial<typeof sessions.$inferInsert>) => {
    await db.update(sessions).set(fields).where(eq(sessions.id, id))
    await edge.purge([`event-${event.id}`])
    const lines = await linesOf(await edge.send(paths.eventFile(event)))
    return lines.filter((line) => /^(SEQUENCE|LAST-MODIFIED|DTEND)/.test(line))
  }
  expect(await change({ endsAt: '2035-05-05 20:00:00', updatedAt: at(2) })).toEqual([
    ...['LAST-MODIFIED:20350102T000000Z', 'SEQUENCE:86400'],
    'DTEND;TZID=Europe/London:20350505T200000',
  ])
  expect(await change({ withdrawnAt: at(3), updatedAt: at(3) })).toEqual([
    ...['LAST-MODIFIED:20350103T000000Z', 'SEQUENCE:172800', 'DTEND;VALUE=DATE:20350506'],
  ])
  await db
    .update(events)
    .set({ updatedAt: at(4) })
    .where(eq(events.id, event.id))
  expect(await change({ updatedAt: at(2) })).toContain('SEQUENCE:259200')
})

test('the schedule of an event without a programme is a calendar of the event', async () => {
  const event = await makeEvent(evening)
  const lines = await linesOf(await edge.send(paths.scheduleFile(event, 'ics')))
  expect(lines).toContain(`UID:event-${event.id}@localhost`)
  expect(lines).toContain('DTEND;VALUE=DATE:20350506')
})

test('my picks are a calendar of what I track, for nobody else and in no cache', async () => {
  const [event, actor] = [await makeEvent(evening), await makeActor()]
  const picked = await makeSession({ eventId: event.id, ...hours })
  const other = await makeSession({ eventId: event.id, ...hours })
  const member = await signInAs(edge, actor)
  const path = paths.picksFile(event)
  const schedule = async () => (await member.get(paths.schedule(event))).text()

  const none = await member.get(path)
  expect([none.status, await none.text()]).toEqual([404, expect.stringContaining('that you track')])
  expect(await schedule()).not.toContain(path)

  await makeTracking({ sessionId: picked.id, personId: actor.personId })
  expect(await schedule()).toContain(`href="${path}"`)
  const answer = await member.get(path)
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(answer.headers.get('x-cache')).toBe('bypass')
  const lines = await linesOf(answer)
  expect(lines).toContain(`UID:session-${picked.id}@localhost`)
  expect(lines).not.toContain(`UID:session-${other.id}@localhost`)

  const nobody = await new Visitor(edge).get(path)
  const signIn = paths.signInThen(paths.schedule(event, { picks: '1' }))
  expect([nobody.status, nobody.headers.get('location')]).toEqual([303, signIn])
  expect((await (await signInAs(edge, await makeActor())).get(path)).status).toBe(404)
})

test('while some of an evening has no time yet nobody knows its hours', async () => {
  const event = await makeEvent(evening)
  await makeSession({ eventId: event.id, ...hours })
  const late = await makeSession({ eventId: event.id, day: hours.day })
  const path = paths.eventFile(event)
  expect(await linesOf(await edge.send(path))).toContain('DTSTART;VALUE=DATE:20350505')
  await db.update(sessions).set({ withdrawnAt: new Date() }).where(eq(sessions.id, late.id))
  await edge.purge([`event-${event.id}`])
  expect(await linesOf(await edge.send(path))).toContain(
    'DTSTART;TZID=Europe/London:20350505T180000',
  )
})
