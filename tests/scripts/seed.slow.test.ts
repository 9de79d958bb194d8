import { expect, test, vi } from 'vitest'
import { attendances, coverage, events, people } from '#db/schema/index.ts'
import { listCalls } from '#functions/calls/call-list.ts'
import { getEvent, listEvents } from '#functions/events/queries.ts'
import { findCity } from '#functions/imports/gazetteer.ts'
import { listSpeakers } from '#functions/people/speakers.ts'
import { getSeries } from '#functions/series/queries.ts'
import { todayIn } from '#functions/time/today.ts'
import { personRow } from '#scripts/make/rows.ts'
import { samplePeople } from '#scripts/seed/people.ts'
import { cities } from '#scripts/seed/places.ts'
import { seed } from '#scripts/seed.ts'
import { openDatabase } from '#tests/support/database.ts'

// The first to ask the gazetteer waits for it, and a test opens a database of its own.
vi.setConfig({ testTimeout: 30_000 })

test.each(['2026-11-21T12:00:00Z', '2028-12-31T23:30:00Z', '2025-01-01T00:30:00Z'])(
  'an empty directory seeded at %s has something of every kind, once',
  async (at) => {
    const db = await openDatabase()
    const now = new Date(at)

    const first = await seed(db, { now })
    const again = await seed(db, { now })

    expect(first).toEqual({ events: 44, people: 25, posts: 6, sessions: 39 })
    expect(await db.$count(attendances)).toBeGreaterThan(100)
    expect(await db.$count(coverage)).toBeGreaterThan(5)
    expect(again).toBeNull()
    const rows = await db.select().from(events)
    expect(new Set(rows.map((row) => row.attendanceMode)).size).toBe(3)
    expect(new Set(rows.map((row) => row.datePrecision)).size).toBe(3)
    expect(new Set(rows.map((row) => row.status)).size).toBe(6)
    expect(new Set(rows.map((row) => row.year)).size).toBeGreaterThan(3)
    const { events: upcoming } = await listEvents(db, { now, when: 'upcoming' })
    const onNow = upcoming.find((event) => event.slug === 'hallway-conf')
    expect(onNow).toBeDefined()
    const today = todayIn('Europe/London', now)
    expect(onNow?.startsOn.localeCompare(today)).toBeLessThanOrEqual(0)
    expect(await getEvent(db, onNow ?? { year: 0, slug: '' }, new Date())).toMatchObject({
      hashtag: 'hallwayconf',
      place: { slug: 'brighton' },
      series: { slug: 'hallway-conf' },
      venues: [{ slug: 'corn-hall' }, { slug: 'pier-rooms' }],
      staff: [{ handle: 'adaeze' }, { handle: 'gwen' }, { handle: null }],
    })
    const { calls } = await listCalls(db, { now })
    expect(calls.map(({ kind }) => kind)).toEqual(
      'speakers workshops speakers speakers papers volunteers sponsors'.split(' '),
    )
    const { speakers } = await listSpeakers(db, {})
    expect(speakers.length).toBeGreaterThan(10)
    const meetup = await getSeries(db, 'berlin-database-evening', { now })
    expect(meetup.upcoming.map(({ name }) => name)).toEqual(
      [13, 14, 15].map((number) => `Berlin Database Evening #${number}`),
    )
  },
)

test('a sample that the database refuses in part leaves nothing, so that the next start tries again', async () => {
  const db = await openDatabase()
  const now = new Date('2026-11-21T12:00:00Z')
  const [[handle] = ['']] = samplePeople
  await db.insert(people).values(personRow({ handle }))

  await expect(seed(db, { now })).rejects.toThrow()
  expect(await db.$count(events)).toBe(0)

  await db.delete(people)
  expect(await seed(db, { now })).toMatchObject({ events: 44 })
})

test.each(Object.values(cities))('the sample’s $name is the gazetteer’s', (city) => {
  expect(findCity(city.name, city.country.name)).toEqual(city)
})
