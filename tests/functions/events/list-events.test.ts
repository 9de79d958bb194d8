import { expect, test } from 'vitest'
import type { EventFilter } from '#functions/events/event-filter.ts'
import { listEvents } from '#functions/events/queries.ts'
import { db } from '#tests/support/database.ts'
import {
  makeAttendance,
  makeCountry,
  makeEvent,
  makePerson,
  makePlace,
  makeTopic,
} from '#tests/support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')

/** Events of one topic, so that what other tests made is out of sight. */
async function slugs(filter: Partial<EventFilter>) {
  const page = await listEvents(db, { now, when: 'upcoming', ...filter })
  return page.events.map((event) => event.slug)
}

/** Walks a list to its end and returns what it showed, in order. */
async function walk(filter: Omit<EventFilter, 'after'>) {
  const seen: string[] = []
  for (let after: string | null = null, pages = 0; pages < 20; pages += 1) {
    const page = await listEvents(db, { ...filter, after })
    seen.push(...page.events.map((event) => event.slug))
    after = page.next
    if (!after) return seen
  }
  throw new Error('The list has no end')
}

test('D2: upcoming counts what is on now, and goes by the event’s own calendar', async () => {
  const { id: topicId, slug: topic } = await makeTopic()
  const make = (slug: string, startsOn: string, endsOn: string, zone: string) =>
    makeEvent({ slug: `${slug}-${topic}`, startsOn, endsOn, zone, topicIds: [topicId] })
  await make('on-now', '2026-05-20', '2026-06-02', 'Europe/London')
  await make('over-in-kiritimati', '2026-05-31', '2026-05-31', 'Pacific/Kiritimati')
  await make('last-hours-in-honolulu', '2026-05-31', '2026-05-31', 'Pacific/Honolulu')
  await make('far-off', '2027-01-01', '2027-01-02', 'UTC')
  const named = (names: string[]) => names.map((name) => name.replace(`-${topic}`, ''))

  // 09:30 UTC on the 1st: 23:30 on the 31st in Honolulu, 23:30 on the 1st in Kiritimati.
  const early = new Date('2026-06-01T09:30:00Z')
  expect(named(await slugs({ topic, now: early }))).toEqual([
    'on-now',
    'last-hours-in-honolulu',
    'far-off',
  ])
  expect(named(await slugs({ topic, now: early, when: 'past' }))).toEqual(['over-in-kiritimati'])

  // Half an hour on it is June in Honolulu too.
  const later = new Date('2026-06-01T10:00:00Z')
  expect(named(await slugs({ topic, now: later }))).toEqual(['on-now', 'far-off'])
  expect(named(await slugs({ topic, now: later, when: 'past' }))).toHaveLength(2)
})

test.each([1, 2, 3, 7])('pages of %i neither skip nor repeat, both ways', async (limit) => {
  const { id: topicId, slug: topic } = await makeTopic()
  const days = ['2026-05-30', '2026-06-01', '2026-06-05', '2026-06-05', '2026-06-05', '2026-07-01']
  for (const startsOn of days) {
    await makeEvent({ startsOn, endsOn: '2026-07-02', topicIds: [topicId] })
    await makeEvent({ startsOn: '2025-03-03', endsOn: '2025-03-03', topicIds: [topicId] })
  }

  const upcoming = await walk({ now, when: 'upcoming', topic, limit })
  const past = await walk({ now, when: 'past', topic, limit })
  const all = await walk({ now, when: 'all', topic, limit })

  expect(upcoming).toEqual(await slugs({ topic }))
  expect(past).toEqual(await slugs({ topic, when: 'past' }))
  expect(upcoming).toHaveLength(6)
  expect(all).toEqual([...past.toReversed(), ...upcoming])
  expect(new Set(all).size).toBe(12)
})

test('lists leave out what is unlisted or hidden', async () => {
  const { id: topicId, slug: topic } = await makeTopic()
  const shown = await makeEvent({ topicIds: [topicId] })
  await makeEvent({ topicIds: [topicId], visibility: 'unlisted' })
  await makeEvent({ topicIds: [topicId], visibility: 'hidden' })

  expect(await slugs({ topic })).toEqual([shown.slug])
  expect(await slugs({ topic, when: 'all' })).toEqual([shown.slug])
})

test('a list narrows by month, year, place, country and online', async () => {
  const { id: topicId, slug: topic } = await makeTopic()
  const country = await makeCountry()
  const [leeds, york] = [
    await makePlace({ countryId: country.id }),
    await makePlace({ countryId: country.id }),
  ]
  const topicIds = [topicId]
  const a = await makeEvent({ topicIds, placeId: leeds.id, startsOn: '2026-06-30' })
  const b = await makeEvent({
    topicIds,
    placeId: york.id,
    startsOn: '2026-07-01',
    attendanceMode: 'hybrid',
  })
  const c = await makeEvent({ topicIds, startsOn: '2027-07-01', attendanceMode: 'online' })

  expect(await slugs({ topic, fromMonth: '2026-06', toMonth: '2026-06' })).toEqual([a.slug])
  expect(await slugs({ topic, fromMonth: '2026-07', toMonth: '2026-07' })).toEqual([b.slug])
  expect(await slugs({ topic, year: 2026 })).toEqual([a.slug, b.slug])
  expect(await slugs({ topic, place: york.slug })).toEqual([b.slug])
  expect(await slugs({ topic, place: country.slug })).toEqual([a.slug, b.slug])
  expect(await slugs({ topic, online: true })).toEqual([b.slug, c.slug])
  expect(await slugs({ topic: 'no-such-topic' })).toEqual([])
})

test('a card has its place, country and topics in order', async () => {
  const [first, second] = [await makeTopic(), await makeTopic()]
  const country = await makeCountry({ name: 'Wales' })
  const city = await makePlace({ name: 'Cardiff', region: 'CF', countryId: country.id })
  const { year, ...made } = await makeEvent({ placeId: city.id, topicIds: [second.id, first.id] })

  const { events } = await listEvents(db, { now, when: 'upcoming', topic: first.slug })

  expect(events).toEqual([
    {
      ...{ id: made.id, year, slug: made.slug, name: made.name, zone: 'Europe/London' },
      ...{ startsOn: '2026-09-01', endsOn: '2026-09-03', datePrecision: 'day' },
      ...{ status: 'scheduled', attendanceMode: 'in_person' },
      ...{ attendingCount: 0, trackingCount: 0, faces: null },
      topics: [
        { slug: second.slug, name: second.name },
        { slug: first.slug, name: first.name },
      ],
      place: {
        ...{ kind: 'city', slug: city.slug, name: 'Cardiff', region: 'CF', countryCode: 'GB' },
        country: { slug: country.slug, name: 'Wales' },
      },
    },
  ])
})

test.each([
  { after: 'x' },
  { after: 'é' },
  { after: '=' },
  { after: btoa('2026-13-01 00000000-0000-7000-8000-000000000000').replaceAll('=', '') },
  { after: btoa('2026-12-01 nobody').replaceAll('=', '') },
  { after: 'A'.repeat(10_000) },
  { fromMonth: '2026-13' },
  { toMonth: '2026-6' },
  { year: 0 },
  { year: 99_999 },
])('%j is malformed', async (filter) => {
  await expect(listEvents(db, { now, when: 'past', ...filter })).rejects.toMatchObject({
    code: 'malformed',
  })
})

test('a card shows the first three of those who attend, and nobody who only tracks', async () => {
  const topic = await makeTopic()
  const event = await makeEvent({ topicIds: [topic.id] })
  const people = await Promise.all(Array.from({ length: 5 }, () => makePerson()))
  for (const [index, { id: personId }] of people.entries())
    await makeAttendance({
      ...{ eventId: event.id, personId, role: index === 0 ? 'tracking' : 'attending' },
      createdAt: new Date(Date.UTC(2026, 0, 9 - index)),
    })

  const { events } = await listEvents(db, { now, when: 'upcoming', topic: topic.slug })

  const first = people.toReversed().slice(0, 3)
  expect(events).toMatchObject([{ attendingCount: 4, trackingCount: 1 }])
  expect(events[0]?.faces).toEqual(first.map(({ handle, name }) => ({ handle, name })))
})
