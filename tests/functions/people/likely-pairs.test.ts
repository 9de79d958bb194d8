import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { credits, events, eventTopics, people, sessions, topics } from '#db/schema/index.ts'
import { listLikelyPairs } from '#functions/people/likely-pairs.ts'
import { openDatabase } from '../../support/database.ts'

const db = await openDatabase()

test('a website in common makes a likely pair; a name does only with an event or a topic', async () => {
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
    { one: 'ann', other: 'anne', reasons: ['same website'] },
    { one: 'bo', other: 'boo', reasons: ['same name', 'same event', 'same topic'] },
    { one: 'cy', other: 'cyy', reasons: ['same name', 'same topic'] },
  ])
})
