import { expect, test } from 'vitest'
import { getHome, type HomePost } from '#functions/home/queries.ts'
import { type Candidate, spreadTopics, withoutRepeats } from '#functions/home/selection.ts'
import { db } from '#tests/support/database.ts'
import { makeAttendance, makeEvent, makePerson, makePost, makeTopic } from '#tests/support/make.ts'
import { sampleEvent } from '../../support/sample-event.ts'

const candidate = (
  name: string,
  weight: number,
  topic: string,
  status = 'scheduled',
): Candidate => ({
  ...{ ...sampleEvent, faces: null },
  ...{ name, weight, status: status as Candidate['status'] },
  topics: [{ slug: topic, name: topic }],
})
const names = (events: readonly { name: string }[]) => events.map(({ name }) => name)

test('what most people go to comes first, and each topic weighs less the more it is shown', () => {
  const all = [
    candidate('a', 10, 'rust'),
    candidate('b', 9, 'rust'),
    candidate('c', 8, 'rust'),
    candidate('off', 7, 'css', 'cancelled'),
    candidate('d', 5, 'css'),
    candidate('e', 1, 'go'),
  ]
  expect(names(spreadTopics(all, 4))).toEqual(['a', 'b', 'd', 'c'])
  expect(names(spreadTopics(all, 9))).toEqual(['a', 'b', 'd', 'c', 'e'])
})

test('home shows where people go, then what is soon, as many as there is room for, by their days', async () => {
  const now = new Date('2061-06-01T12:00:00Z')
  const topicIds = async () => [(await makeTopic()).id]
  const soon = await makeEvent({ startsOn: '2061-06-03', topicIds: await topicIds() })
  const later = await makeEvent({ startsOn: '2061-07-03', topicIds: await topicIds() })
  const tracked = await makeEvent({ startsOn: '2061-08-03', topicIds: await topicIds() })
  const attended = await makeEvent({ startsOn: '2061-08-03', topicIds: await topicIds() })
  for (let n = 0; n < 3; n++) {
    const [a, b] = [await makePerson(), await makePerson()]
    await makeAttendance({ eventId: attended.id, personId: a.id, role: 'attending' })
    await makeAttendance({ eventId: tracked.id, personId: b.id, role: 'tracking' })
  }
  for (let n = 0; n < 8; n++)
    await makeEvent({ startsOn: '2061-06-05', topicIds: await topicIds() })
  const { upcoming } = await getHome(db, { now })
  expect(upcoming).toHaveLength(12)
  expect(upcoming[0]?.name).toBe(soon.name)
  expect(names(upcoming.slice(-3))).toEqual(names([later, attended, tracked]))
  await makeEvent({ startsOn: '2061-06-05', topicIds: await topicIds() })
  const fuller = await getHome(db, { now })
  expect(names(fuller.upcoming.slice(-2))).toEqual(names([attended, tracked]))
  expect(names(fuller.upcoming)).not.toContain(later.name)
})

test('a post that carries the hashtags of two events is shown once', async () => {
  const [one, other] = [await makeEvent(), await makeEvent()]
  const postedAt = new Date('2040-01-01T00:00:00Z')
  const post = await makePost({ eventId: one.id, postedAt })
  const { id: _, ...same } = post
  await makePost({ ...same, eventId: other.id })
  const { posts } = await getHome(db, { now: postedAt })
  expect(posts.filter(({ url }) => url === post.url)).toHaveLength(1)
})

test('what somebody posts in two places is shown once', () => {
  const post = (url: string, authorName: string, html: string) =>
    ({ url, authorName, html }) as HomePost
  const posts = [
    post('https://x.example/1', 'Ada', '<p>Hello</p>'),
    post('https://social.example/1', 'Ada', '<p>Hello</p>'),
    post('https://social.example/2', 'Bea', '<p>Hello</p>'),
    post('https://social.example/3', 'Ada', '<p>Bye</p>'),
  ]
  expect(withoutRepeats(posts, 9).map(({ url }) => url.slice(-9))).toEqual([
    'example/1',
    'example/2',
    'example/3',
  ])
  expect(withoutRepeats(posts, 1)).toHaveLength(1)
})
