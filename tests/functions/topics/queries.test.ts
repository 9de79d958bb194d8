import { expect, test } from 'vitest'
import { topicSynonyms } from '#db/schema/index.ts'
import { countEvents } from '#functions/events/count-events.ts'
import { findTopicBySynonym, getTopic, listTopics } from '#functions/topics/queries.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeCall, makeEvent, makeTopic } from '#tests/support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')

test('a topic counts its listed events, and names the years they are in', async () => {
  const topic = await makeTopic()
  const topicIds = [topic.id]
  await makeEvent({ topicIds, startsOn: '2024-02-02' })
  await makeEvent({ topicIds, startsOn: '2026-01-02' })
  const coming = await makeEvent({ topicIds, startsOn: '2026-07-01' })
  await makeEvent({ topicIds, visibility: 'unlisted' })
  await countEvents(makeDeps({ now }).deps)

  const found = await getTopic(db, topic.slug, { now, when: 'upcoming' })

  const { slug, name } = topic
  expect(found.topic).toEqual({ slug, name, upcomingCount: 1, eventCount: 3 })
  expect(found.page.events.map((event) => event.slug)).toEqual([coming.slug])
  expect(found.years).toEqual([
    { year: 2026, count: 2 },
    { year: 2024, count: 1 },
  ])
  const of2026 = await getTopic(db, slug, { now, when: 'all', year: 2026 })
  expect(of2026.page.events).toHaveLength(2)
})

test('a topic without events is empty, an unknown one is not found', async () => {
  const { slug } = await makeTopic()

  const found = await getTopic(db, slug, { now, when: 'past' })

  expect(found).toMatchObject({ topic: { upcomingCount: 0, eventCount: 0 }, years: [] })
  expect(found.page).toEqual({ events: [], next: null })
  await expect(getTopic(db, `no-${slug}`, { now, when: 'past' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('open calls are on the first page of what is to come, and on no other', async () => {
  const topic = await makeTopic()
  for (let n = 0; n < 25; n += 1) {
    const event = await makeEvent({ topicIds: [topic.id], startsOn: '2026-07-01' })
    await makeCall({ eventId: event.id, deadline: new Date('2026-06-20T12:00:00Z') })
  }

  const first = await getTopic(db, topic.slug, { now, when: 'upcoming' })
  const second = await getTopic(db, topic.slug, {
    now,
    when: 'upcoming',
    after: first.page.next ?? '',
  })
  const past = await getTopic(db, topic.slug, { now, when: 'past' })
  const year = await getTopic(db, topic.slug, { now, when: 'all', year: 2026 })

  expect([first, second, past, year].map(({ calls }) => calls.length)).toEqual([3, 0, 0, 0])
  expect([first, second].map(({ page }) => page.events.length)).toEqual([24, 1])
})

test('a synonym leads to its topic', async () => {
  const topic = await makeTopic()
  await db.insert(topicSynonyms).values({ slug: `also-${topic.slug}`, topicId: topic.id })

  expect(await findTopicBySynonym(db, `also-${topic.slug}`)).toBe(topic.slug)
  expect(await findTopicBySynonym(db, topic.slug)).toBeNull()
})

test('the busiest topics come first', async () => {
  const [busy, idle] = [await makeTopic(), await makeTopic()]
  for (let n = 0; n < 3; n += 1) await makeEvent({ topicIds: [busy.id] })
  await countEvents(makeDeps({ now }).deps)

  const slugs = (await listTopics(db)).map((topic) => topic.slug)

  expect(slugs.indexOf(busy.slug)).toBeGreaterThanOrEqual(0)
  expect(slugs.indexOf(busy.slug)).toBeLessThan(slugs.indexOf(idle.slug))
})
