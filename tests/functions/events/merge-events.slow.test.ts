import { eq, inArray } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import {
  calls,
  coverage,
  eventRedirects,
  eventStaff,
  eventTopics,
  eventVenues,
  externalIds,
  postCursors,
  rooms,
  scheduleChanges,
  scheduleSubscriptions,
  sessionExternalIds,
  sessions,
  venues,
} from '#db/schema/index.ts'
import { mergeEvents } from '#functions/events/merge-events.ts'
import { unmergeEvents } from '#functions/events/unmerge-events.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import {
  makeAttendance,
  makeEvent,
  makePerson,
  makePlace,
  makePost,
  makeSession,
  makeTopic,
} from '../../support/make.ts'
import { everyRow } from '../merges/every-row.ts'

type Event = Awaited<ReturnType<typeof makeEvent>>
/** Which of two events has something: none, one or both. */
type Whose = readonly [boolean, boolean]

const whose: fc.Arbitrary<Whose> = fc.tuple(fc.boolean(), fc.boolean())
const world = fc.record({
  topics: fc.array(whose, { maxLength: 3 }),
  venues: fc.array(whose, { maxLength: 3 }),
  attending: fc.array(whose, { maxLength: 4 }),
  staff: fc.array(whose, { maxLength: 3 }),
  rooms: fc.array(whose, { maxLength: 4 }),
  slugs: fc.array(whose, { maxLength: 4 }),
  coverage: fc.array(whose, { maxLength: 3 }),
  posts: fc.array(whose, { maxLength: 3 }),
  calls: fc.array(whose, { maxLength: 2 }),
  subscribed: whose,
  cursors: whose,
})
type World = typeof world extends fc.Arbitrary<infer T> ? T : never

async function fill(world: World, two: readonly [Event, Event]) {
  const each = async (
    list: readonly Whose[],
    put: (event: Event, n: number) => Promise<unknown>,
  ) => {
    for (const [n, has] of list.entries())
      for (const [index, event] of two.entries()) if (has[index]) await put(event, n)
  }
  const topics = await Promise.all(world.topics.map(() => makeTopic()))
  const people = await Promise.all(world.attending.map(() => makePerson()))
  const place = await makePlace()
  const houses = world.venues.map((_, n) => {
    return { id: newId(), placeId: place.id, slug: `house-${n}`, name: `House ${n}` }
  })
  if (houses.length > 0) await db.insert(venues).values(houses)
  const at = (list: readonly { id: string }[], n: number) => list[n]?.id ?? ''

  await each(world.topics, ({ id: eventId }, position) =>
    db.insert(eventTopics).values({ eventId, topicId: at(topics, position), position }),
  )
  await each(world.venues, ({ id: eventId }, position) =>
    db.insert(eventVenues).values({ eventId, venueId: at(houses, position), position }),
  )
  await each(world.attending, ({ id: eventId }, n) =>
    makeAttendance({ eventId, personId: at(people, n), role: n % 2 ? 'attending' : 'tracking' }),
  )
  await each(world.staff, ({ id: eventId }, position) =>
    db.insert(eventStaff).values({
      ...{ eventId, position, name: `Name ${position % 2}`, role: 'Organiser' },
      personId: people[0]?.id ?? null,
    }),
  )
  await each(world.rooms, ({ id: eventId }, n) =>
    db.insert(rooms).values({ eventId, name: `Room ${n}`, position: n }),
  )
  await each(world.slugs, (event, n) => talk(event, ['talk', 'talk-2', 'talk-2-2', 'party'][n], n))
  await each(world.coverage, ({ id: eventId }, n) =>
    db
      .insert(coverage)
      .values({ eventId, kind: 'video', url: `https://tube.example/${n}`, urlKey: `${n}` }),
  )
  await each(world.posts, ({ id: eventId }, n) => makePost({ eventId, externalId: `post-${n}` }))
  await each(world.calls, ({ id: eventId }, n) =>
    db.insert(calls).values({ eventId, kind: 'speakers', url: `https://cfp.example/${n}` }),
  )
  await each([world.subscribed], ({ id: eventId }) =>
    db.insert(scheduleSubscriptions).values({ eventId, url: 'https://conf.example/schedule.xml' }),
  )
  await each([world.cursors], ({ id: eventId }) =>
    db.insert(postCursors).values({ eventId, source: 'x', cursor: eventId, readAt: new Date() }),
  )
}

/** A session in one of the event's rooms, with an external id, coverage and a change. */
async function talk({ id: eventId }: Event, slug = 'talk', n = 0) {
  const [room] = await db
    .select({ id: rooms.id })
    .from(rooms)
    .where(eq(rooms.eventId, eventId))
    .limit(1)
  const session = await makeSession({
    eventId,
    slug,
    roomId: room?.id ?? null,
    speakers: [{ id: null, name: 'Ann' }],
  })
  await db
    .insert(sessionExternalIds)
    .values({ source: `schedule:${eventId}`, externalId: `guid-${n}`, sessionId: session.id })
  await db.insert(coverage).values({
    ...{ eventId, sessionId: session.id, kind: 'slides' },
    ...{ url: 'https://slides.example/', urlKey: 'slides' },
  })
  await db.insert(scheduleChanges).values({ eventId, sessionId: session.id, kind: 'added' })
  return session
}

async function makeTwo(world: World) {
  const two = [await makeEvent(), await makeEvent()] as const
  await fill(world, two)
  const [gone] = two
  await db.insert(eventRedirects).values({ year: 2026, slug: `old-${gone.slug}`, eventId: gone.id })
  await db.insert(externalIds).values({ source: 'test', externalId: gone.id, eventId: gone.id })
  return two
}

const wordsOf = (two: readonly Event[]) => two.flatMap(({ id, slug }) => [id, slug])

test('D8: a merge of events taken back leaves no trace', async () => {
  const { deps } = makeDeps()
  await fc.assert(
    fc.asyncProperty(world, async (drawn) => {
      const [gone, kept] = await makeTwo(drawn)
      const before = await everyRow(wordsOf([gone, kept]))
      const { mergeId } = await mergeEvents(deps, { gone, kept })
      const merged = await everyRow(wordsOf([gone, kept]))
      await unmergeEvents(deps, mergeId)

      const { event_redirects, session_redirects, external_ids, session_external_ids, ...others } =
        merged
      expect(JSON.stringify(others)).not.toContain(gone.id)
      expect(event_redirects).toHaveLength(2)
      expect(await everyRow(wordsOf([gone, kept]))).toEqual(before)
    }),
    { numRuns: 25 },
  )
})

test('D8: merges into one event are taken back in any order', async () => {
  const { deps } = makeDeps()
  await fc.assert(
    fc.asyncProperty(world, fc.boolean(), async (drawn, firstFirst) => {
      const [one, kept] = await makeTwo(drawn)
      const [other] = await makeTwo(drawn)
      const words = wordsOf([one, other, kept])
      const before = await everyRow(words)
      const first = await mergeEvents(deps, { gone: one, kept })
      const second = await mergeEvents(deps, { gone: other, kept })
      const order = firstFirst ? [first, second] : [second, first]
      for (const { mergeId } of order) await unmergeEvents(deps, mergeId)
      expect(await everyRow(words)).toEqual(before)
    }),
    { numRuns: 15 },
  )
})

test('what came to the kept event after a merge stays there, in a room of its own', async () => {
  const { deps } = makeDeps()
  const [gone, kept] = [await makeEvent(), await makeEvent()]
  await db.insert(rooms).values({ eventId: gone.id, name: 'Main hall' })
  const opening = await talk(gone, 'opening')
  const { mergeId } = await mergeEvents(deps, { gone, kept })
  const late = await talk(kept, 'late', 7)
  await db
    .update(sessionExternalIds)
    .set({ source: `schedule:${gone.id}` })
    .where(eq(sessionExternalIds.sessionId, late.id))
  await db.insert(coverage).values({
    eventId: kept.id,
    sessionId: opening.id,
    kind: 'audio',
    url: 'https://a.example/',
    urlKey: 'a',
  })

  await unmergeEvents(deps, mergeId)

  const all = await db
    .select({
      slug: sessions.slug,
      eventId: sessions.eventId,
      room: rooms.name,
      roomOf: rooms.eventId,
    })
    .from(sessions)
    .leftJoin(rooms, eq(rooms.id, sessions.roomId))
    .where(inArray(sessions.id, [opening.id, late.id]))
    .orderBy(sessions.slug)
  expect(all).toEqual([
    { slug: 'late', eventId: kept.id, room: 'Main hall', roomOf: kept.id },
    { slug: 'opening', eventId: gone.id, room: 'Main hall', roomOf: gone.id },
  ])
  const called = await db
    .select()
    .from(sessionExternalIds)
    .where(eq(sessionExternalIds.sessionId, late.id))
  expect(called.map(({ source }) => source)).toEqual([`schedule:${kept.id}`])
  const heard = await db.select().from(coverage).where(eq(coverage.sessionId, opening.id))
  expect(heard.map(({ eventId }) => eventId)).toEqual([gone.id, gone.id])
})

test('merges of events are taken back in their order, and an address that was taken since is not given twice', async () => {
  const { deps } = makeDeps()
  const [a, b, c] = [await makeEvent(), await makeEvent(), await makeEvent()]
  const first = await mergeEvents(deps, { gone: a, kept: b })
  const second = await mergeEvents(deps, { gone: b, kept: c })
  await expect(unmergeEvents(deps, first.mergeId)).rejects.toMatchObject({ code: 'conflict' })
  await makeEvent({ slug: b.slug })
  await expect(unmergeEvents(deps, second.mergeId)).rejects.toMatchObject({ code: 'conflict' })
  await expect(mergeEvents(deps, { gone: c, kept: c })).rejects.toMatchObject({ code: 'conflict' })
  await expect(mergeEvents(deps, { gone: a, kept: c })).rejects.toMatchObject({ code: 'not_found' })
  await expect(unmergeEvents(deps, newId())).rejects.toMatchObject({ code: 'not_found' })
})

test('a merge of events sets their sets and their pages in motion', async () => {
  const { deps, committed } = makeDeps()
  const [gone, kept, person] = [await makeEvent(), await makeEvent(), await makePerson()]
  await makeAttendance({ eventId: gone.id, personId: person.id, role: 'attending' })
  const { mergeId } = await mergeEvents(deps, { gone, kept })
  await unmergeEvents(deps, mergeId)
  const jobs = ['update-sets', 'update-sets', 'purge-pages']
  expect(committed.map(({ job }) => job)).toEqual([...jobs, ...jobs])
})
