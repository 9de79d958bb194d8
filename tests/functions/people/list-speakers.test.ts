import { expect, test } from 'vitest'
import { countSpeakersOf } from '#functions/people/count-speakers.ts'
import { listSpeakers } from '#functions/people/speakers.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeEvent, makePerson, makeSession, makeTopic } from '#tests/support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')

/** Of one topic, so that what other tests made is out of sight. */
async function makeSpeakers() {
  const topic = await makeTopic()
  const make = async (name: string, talks: Partial<Parameters<typeof makeEvent>[0]>[]) => {
    const person = await makePerson({ name })
    for (const fields of talks) {
      const event = await makeEvent({ ...fields, topicIds: [topic.id] })
      await makeSession({ eventId: event.id, speakers: [person] })
      await countSpeakersOf(makeDeps().deps, event.id, now)
    }
    return person.handle
  }
  const past = { startsOn: '2025-01-01' }
  const handles = {
    often: await make('Ada', [past, past, past]),
    next: await make('Zoe', [{ startsOn: '2026-08-08' }, { startsOn: '2026-07-07' }]),
    nextOnce: await make('Bea', [{ startsOn: '2026-09-09' }]),
    off: await make('Cleo', [past, { startsOn: '2026-07-07', status: 'cancelled' }]),
  }
  return { topic: topic.slug, ...handles }
}

test('who is to speak comes first, then who has spoken most', async () => {
  const { topic, often, next, nextOnce, off } = await makeSpeakers()
  const { speakers } = await listSpeakers(db, { topic })
  expect(speakers.map(({ handle }) => handle)).toEqual([next, nextOnce, often, off])
  expect(speakers.map(({ nextOn }) => nextOn)).toEqual(['2026-07-07', '2026-09-09', null, null])
})

test('a page goes on behind somebody, by rank and by name', async () => {
  const { topic, often, next, nextOnce, off } = await makeSpeakers()
  const after = async (filter: Parameters<typeof listSpeakers>[1]) =>
    (await listSpeakers(db, { topic, ...filter })).speakers.map(({ handle }) => handle)
  expect(await after({ after: nextOnce })).toEqual([often, off])
  expect(await after({ start: 'A' })).toEqual([often, nextOnce, off, next])
  expect(await after({ start: 'B' })).toEqual([nextOnce, off, next])
  expect(await after({ start: 'B', after: nextOnce })).toEqual([off, next])
})
