import { expect, test } from 'vitest'
import { countSpeakersOf } from '#functions/people/count-speakers.ts'
import { BEHIND_LETTERS } from '#functions/people/sort-name.ts'
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
  expect(await after({ start: 'a' })).toEqual([often, nextOnce, off, next])
  expect(await after({ start: 'b' })).toEqual([nextOnce, off, next])
  expect(await after({ start: 'b', after: nextOnce })).toEqual([off, next])
})

test('names are in order whatever their case and accents, and what no letter leads to is behind them', async () => {
  const topic = await makeTopic()
  const event = await makeEvent({ topicIds: [topic.id] })
  const names = [
    ...['Æsa', 'ärna', 'Azra', '"Łukasz" L', 'Maartje', 'MV', 'mw', 'Øyvind', 'Zoë'],
    ...['3Jane', 'Дарья', 'தமிழ்'],
  ]
  const speakers = await Promise.all(names.map((name) => makePerson({ name })))
  await makeSession({ eventId: event.id, speakers: speakers.toReversed() })
  await countSpeakersOf(makeDeps().deps, event.id)
  const from = async (start: string) =>
    (await listSpeakers(db, { topic: topic.slug, start })).speakers.map(({ name }) => name)
  const latin = ['Æsa', 'ärna', 'Azra', '"Łukasz" L', 'Maartje', 'MV', 'mw', 'Øyvind', 'Zoë']
  const others = ['3Jane', 'Дарья', 'தமிழ்']
  expect(await from('a')).toEqual([...latin, ...others])
  expect(await from('m')).toEqual([...latin.slice(4), ...others])
  expect(await from(BEHIND_LETTERS)).toEqual(others)
})

test('what stands before a name’s first letter is left out of its order, in any script', async () => {
  const topic = await makeTopic()
  const event = await makeEvent({ topicIds: [topic.id] })
  for (const name of ['“Matz” M', '’t Hart', '«Mila»', '¡Mo!', '「Mu」'])
    await makeSession({ eventId: event.id, speakers: [await makePerson({ name })] })
  await countSpeakersOf(makeDeps().deps, event.id, now)
  const { speakers } = await listSpeakers(db, { topic: topic.slug, start: 'm' })
  expect(speakers.map(({ name }) => name)).toEqual([
    '“Matz” M',
    '«Mila»',
    '¡Mo!',
    '「Mu」',
    '’t Hart',
  ])
})

test('of an event that is only roughly dated nobody knows when somebody speaks there', async () => {
  const [topic, person] = [await makeTopic(), await makePerson()]
  const [startsOn, endsOn, topicIds] = ['2026-01-01', '2026-12-31', [topic.id]]
  const event = await makeEvent({ startsOn, endsOn, datePrecision: 'year', topicIds })
  await makeSession({ eventId: event.id, speakers: [person] })
  await countSpeakersOf(makeDeps().deps, event.id, now)
  const { speakers } = await listSpeakers(db, { topic: topic.slug })
  expect(speakers).toMatchObject([{ handle: person.handle, nextOn: null }])
})
