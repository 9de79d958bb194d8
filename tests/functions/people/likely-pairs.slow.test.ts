import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { credits, events, eventTopics, people, sessions, topics } from '#db/schema/index.ts'
import { listLikelyPairs } from '#functions/people/likely-pairs.ts'
import { openDatabase } from '../../support/database.ts'

const db = await openDatabase()

test('D6: a website in common makes a likely pair; a name does only with an event or a topic', async () => {
  const person = (handle: string, name: string, website: string | null = null) => ({
    ...{ id: newId(), handle, name, website },
  })
  const [ann, anne, bo, boo, cy, cyy, di, dii] = [
    person('ann', 'Ann', 'https://ann.example/'),
    person('anne', 'Anne', 'https://ann.example/'),
    person('bo', 'Bo'),
    person('boo', 'BO'),
    person('cy', 'Cy'),
    person('cyy', 'Cy'),
    person('di', 'Di'),
    person('dii', 'Di'),
  ]
  const event = (slug: string) => ({
    ...{ id: newId(), slug, name: slug, zone: 'UTC', year: 2026 },
    ...{ startsOn: '2026-01-01', endsOn: '2026-01-01' },
  })
  const [first, second, third] = [event('first'), event('second'), event('third')]
  const topic = { id: newId(), slug: 'rust', name: 'Rust' }
  await db.insert(people).values([ann, anne, bo, boo, cy, cyy, di, dii])
  await db.insert(events).values([first, second, third])
  await db.insert(topics).values(topic)
  await db
    .insert(eventTopics)
    .values([first, second].map(({ id }) => ({ eventId: id, topicId: topic.id })))
  const talks = [
    [bo, first],
    [boo, first],
    [cy, first],
    [cyy, second],
    [di, first],
    [dii, third],
  ] as const
  for (const [who, where] of talks) {
    const sessionId = newId()
    await db
      .insert(sessions)
      .values({ id: sessionId, eventId: where.id, slug: who.handle, title: 'Talk' })
    await db.insert(credits).values({ sessionId, position: 0, name: who.name, personId: who.id })
  }

  expect(await listLikelyPairs(db)).toEqual([
    {
      ...{ one: 'bo', other: 'boo', likelihood: 'high' },
      reasons: ['same name', 'same event', 'same topic'],
    },
    { one: 'cy', other: 'cyy', likelihood: 'some', reasons: ['same name', 'same topic'] },
    { one: 'ann', other: 'anne', likelihood: 'some', reasons: ['same website or link'] },
  ])
})

test('D6: a name that many have, or nothing but a name, makes no likely pair', async () => {
  const fresh = await openDatabase()
  const crowd = Array.from({ length: 40 }, (_, n) => ({ handle: `smith-${n}`, name: 'J. Smith' }))
  await fresh
    .insert(people)
    .values([
      ...crowd,
      { handle: 'only', name: 'Only Name' },
      { handle: 'only-2', name: 'only name' },
    ])
  expect(await listLikelyPairs(fresh)).toEqual([])
})

test('D6: a link in common and one co-speaker in common are good reasons, however the link is spelt', async () => {
  const fresh = await openDatabase()
  const link = (url: string) => ({ links: [url] })
  const [ada, adal, eve] = [
    { id: newId(), handle: 'ada', name: 'Ada', ...link('https://www.ada.example/me/') },
    { id: newId(), handle: 'adal', name: 'Ada L.', ...link('http://ada.example/me?utm=1') },
    { id: newId(), handle: 'eve', name: 'Eve' },
  ]
  await fresh.insert(people).values([ada, adal, eve])
  const days = { startsOn: '2026-01-01', endsOn: '2026-01-01' }
  for (const [index, who] of [ada, adal].entries()) {
    const [eventId, sessionId] = [newId(), newId()]
    const slug = `event-${index}`
    await fresh
      .insert(events)
      .values({ id: eventId, slug, name: slug, zone: 'UTC', year: 2026, ...days })
    await fresh.insert(sessions).values({ id: sessionId, eventId, slug, title: 'Talk' })
    await fresh.insert(credits).values([
      { sessionId, position: 0, name: who.name, personId: who.id },
      { sessionId, position: 1, name: 'Eve', personId: index === 0 ? eve.id : null },
    ])
  }
  expect(await listLikelyPairs(fresh)).toEqual([
    {
      ...{ one: 'ada', other: 'adal', likelihood: 'high' },
      reasons: ['same website or link', 'same co-speaker'],
    },
  ])
})
