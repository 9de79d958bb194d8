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
  expect(profile.speakingNext).toMatchObject([{ slug: talk.slug, event: { id: next.id } }])
  expect(profile.spoken).toMatchObject([{ slug: old.slug, event: { id: past.id } }])
  expect(profile.attending.map(({ id }) => id)).toEqual([next.id])
  expect(profile.attended.map(({ id }) => id)).toEqual([went.id])
  expect(profile.topics).toEqual([{ slug: topic.slug, name: topic.name }])
  expect(profile.years).toEqual([
    { year: 2026, count: 1 },
    { year: 2025, count: 1 },
    { year: 2024, count: 1 },
  ])
  const in2025 = await getPerson(db, person.handle, { now, year: 2025 })
  expect(in2025).toMatchObject({ speakingNext: [], attending: [], attended: [] })
  expect(in2025.spoken).toHaveLength(1)
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

  expect(profile).toMatchObject({ speakingNext: [], spoken: [], attending: [], years: [] })
  await countAllSpeakers(makeDeps({ now }).deps)
  expect(JSON.stringify(await listSpeakers(db, {}))).not.toContain(person.handle)
})

test('many past sessions come page by page, each once, newest first', async () => {
  const person = await makePerson()
  const older = await makeEvent({ startsOn: '2023-01-05' })
  const newer = await makeEvent({ startsOn: '2024-01-05' })
  for (let n = 0; n < 20; n++)
    for (const { id: eventId } of [older, newer]) await makeSession({ eventId, speakers: [person] })

  const first = await getPerson(db, person.handle, { now })
  const second = await getPerson(db, person.handle, { now, after: first.next ?? '' })

  const all = [...first.spoken, ...second.spoken]
  expect([first.spoken.length, second.spoken.length, second.next]).toEqual([30, 10, null])
  expect(new Set(all.map(({ id }) => id)).size).toBe(40)
  expect(all.map(({ event }) => event.id)).toEqual([
    ...Array.from({ length: 20 }, () => newer.id),
    ...Array.from({ length: 20 }, () => older.id),
  ])
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
