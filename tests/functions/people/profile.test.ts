import { expect, test } from 'vitest'
import { countAllSpeakers } from '#functions/people/count-speakers.ts'
import { getPerson } from '#functions/people/profile.ts'
import { listSpeakers } from '#functions/people/speakers.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import {
  makeAttendance,
  makeEvent,
  makePerson,
  makePlace,
  makeSession,
  makeTopic,
} from '../../support/make.ts'
import { makeCoverage } from '../../support/make-coverage.ts'

const now = new Date('2026-06-01T12:00:00Z')

test('a profile tells what somebody speaks at and goes to, before and after today', async () => {
  const person = await makePerson()
  const topic = await makeTopic()
  const next = await makeEvent({ startsOn: '2026-09-01', topicIds: [topic.id] })
  const past = await makeEvent({ startsOn: '2025-09-01', topicIds: [topic.id] })
  const [talk, old] = [
    await makeSession({ eventId: next.id, speakers: [person] }),
    await makeSession({ eventId: past.id, speakers: [person] }),
  ]
  const went = await makeEvent({ startsOn: '2024-02-01' })
  for (const { id: eventId } of [next, went])
    await makeAttendance({ eventId, personId: person.id, role: 'attending' })

  const profile = await getPerson(db, person.handle, { now })

  expect(profile.person).toMatchObject({ handle: person.handle, name: person.name })
  expect(profile.talkCount).toBe(2)
  expect(profile.upcoming).toMatchObject([{ talks: [{ slug: talk.slug }], event: { id: next.id } }])
  expect(profile.past).toMatchObject([
    { talks: [{ slug: old.slug }], event: { id: past.id } },
    { talks: [], event: { id: went.id } },
  ])
  expect(profile.topics).toEqual([{ slug: topic.slug, name: topic.name }])
  expect(profile.years).toEqual([
    { year: 2026, count: 1 },
    { year: 2025, count: 1 },
    { year: 2024, count: 1 },
  ])
  const in2025 = await getPerson(db, person.handle, { now, year: 2025 })
  expect(in2025.upcoming).toEqual([])
  expect(in2025.past).toMatchObject([{ event: { id: past.id } }])
})

test('a talk that two sources told is listed and counted once, as the one of which most is to be seen', async () => {
  const person = await makePerson()
  const event = await makeEvent({ startsOn: '2025-09-01' })
  const speakers = [person, person]
  const session = { eventId: event.id, speakers }
  await makeSession({ ...session, title: 'Engines' })
  const recorded = await makeSession({ ...session, title: 'ENGINES' })
  await makeSession({ ...session, title: 'Looms' })
  await makeAttendance({ eventId: event.id, personId: person.id, role: 'attending' })
  for (const kind of ['slides', 'video', 'video', 'write-up'] as const)
    await makeCoverage({ eventId: event.id, sessionId: recorded.id, kind })

  const { past, talkCount } = await getPerson(db, person.handle, { now })

  expect(talkCount).toBe(2)
  expect(past).toHaveLength(1)
  expect(past[0]?.talks.map(({ title, kinds }) => [title, kinds])).toEqual([
    ['ENGINES', ['video', 'slides']],
    ['Looms', []],
  ])
})

test('a profile says where somebody is, and where else on the web', async () => {
  const place = await makePlace()
  const links = ['https://social.example/@ada', 'javascript:alert(1)']
  const { handle } = await makePerson({ placeId: place.id, links })
  const { person } = await getPerson(db, handle, { now })
  expect(person).toMatchObject({ links, place: { slug: place.slug } })
})

test('what is tracked, withdrawn or not listed is not on a profile', async () => {
  const person = await makePerson()
  const speakers = [person]
  const event = await makeEvent()
  await makeSession({ eventId: event.id, speakers, withdrawnAt: now })
  await makeSession({ eventId: (await makeEvent({ visibility: 'hidden' })).id, speakers })
  await makeSession({ eventId: (await makeEvent({ visibility: 'unlisted' })).id, speakers })
  await makeAttendance({ eventId: event.id, personId: person.id, role: 'tracking' })

  const profile = await getPerson(db, person.handle, { now })

  expect(profile).toMatchObject({ talkCount: 0, upcoming: [], past: [], years: [] })
  await countAllSpeakers(makeDeps({ now }).deps)
  expect(JSON.stringify(await listSpeakers(db, {}))).not.toContain(person.handle)
})

test('nobody was at what was cancelled or put off: only what is put off from days to come is on a profile', async () => {
  const person = await makePerson()
  const topicIds = [(await makeTopic()).id]
  const attended = async (fields: Parameters<typeof makeEvent>[0]) => {
    const event = await makeEvent({ topicIds, ...fields })
    await makeAttendance({ eventId: event.id, personId: person.id, role: 'attending' })
    return event
  }
  await attended({ startsOn: '2025-03-01', status: 'cancelled' })
  await attended({ startsOn: '2027-03-01', status: 'cancelled' })
  await attended({ startsOn: '2025-04-01', status: 'postponed' })
  const none = { past: [], upcoming: [], years: [], topics: [] }
  expect(await getPerson(db, person.handle, { now })).toMatchObject(none)

  const putOff = await attended({ startsOn: '2027-04-01', status: 'postponed' })
  expect(await getPerson(db, person.handle, { now })).toMatchObject({
    ...{ past: [], upcoming: [{ event: { id: putOff.id } }], years: [{ year: 2027, count: 1 }] },
  })
})

test('many past events come page by page, each once with all that was spoken there, newest first', async () => {
  const person = await makePerson()
  const days = Array.from(
    { length: 55 },
    (_, n) => `2023-01-${String((n % 28) + 1).padStart(2, '0')}`,
  )
  for (const startsOn of days) {
    const { id: eventId } = await makeEvent({ startsOn })
    for (let n = 0; n < 2; n++) await makeSession({ eventId, speakers: [person] })
  }

  const first = await getPerson(db, person.handle, { now })
  const second = await getPerson(db, person.handle, { now, after: first.next ?? '' })

  const all = [...first.past, ...second.past]
  expect([first.past.length, second.past.length, second.next]).toEqual([50, 5, null])
  expect(new Set(all.map(({ event }) => event.id)).size).toBe(55)
  expect(all.every(({ talks }) => talks.length === 2)).toBe(true)
  expect(all.map(({ event }) => event.startsOn)).toEqual(days.sort().reverse())
})

test('nobody has a handle that nobody has', async () => {
  await expect(getPerson(db, 'not-here', { now })).rejects.toMatchObject({ code: 'not_found' })
  const person = await makePerson()
  const asked = getPerson(db, person.handle, { now, after: 'rubbish' })
  await expect(asked).rejects.toMatchObject({ code: 'malformed' })
})

test('speakers are listed by name, by topic and by place, billed twice or not', async () => {
  const [topic, place] = [await makeTopic(), await makePlace()]
  const event = await makeEvent({ topicIds: [topic.id], placeId: place.id })
  const people = []
  for (let n = 0; n < 65; n++) people.push(await makePerson({ name: n % 2 ? 'Zoë' : 'Åsa' }))
  const [first] = people
  for (const person of people) await makeSession({ eventId: event.id, speakers: [person, person] })
  await makeSession({ eventId: (await makeEvent()).id, speakers: people.slice(0, 1) })

  await countAllSpeakers(makeDeps({ now }).deps)
  const page = await listSpeakers(db, { topic: topic.slug, place: place.slug })
  const rest = await listSpeakers(db, { topic: topic.slug, after: page.next ?? '' })

  const listed = [...page.speakers, ...rest.speakers]
  expect([page.speakers.length, rest.speakers.length, rest.next]).toEqual([60, 5, null])
  expect(new Set(listed.map(({ handle }) => handle)).size).toBe(65)
  expect(listed.find(({ handle }) => handle === first?.handle)?.sessionCount).toBe(1)
  expect((await listSpeakers(db, { topic: 'no-such-topic' })).speakers).toEqual([])
})
