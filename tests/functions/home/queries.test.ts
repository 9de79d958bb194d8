import { expect, test } from 'vitest'
import { countEvents } from '#functions/events/count-events.ts'
import { getHome } from '#functions/home/queries.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeEvent, makePlace, makePost, makeTopic } from '#tests/support/make.ts'

const now = new Date('2041-06-01T12:00:00Z')

test('home shows what is next, where most happens and what people say', async () => {
  const [topic, place] = [await makeTopic(), await makePlace()]
  const event = await makeEvent({
    startsOn: '2041-05-31',
    endsOn: '2041-06-02',
    topicIds: [topic.id],
    placeId: place.id,
  })
  const hidden = await makeEvent({ visibility: 'hidden' })
  const post = await makePost({ eventId: event.id, postedAt: new Date('2041-06-01T11:59:00Z') })
  await makePost({ eventId: hidden.id, postedAt: new Date('2041-06-01T11:59:30Z') })

  await countEvents(makeDeps({ now }).deps)

  const home = await getHome(db, { now })

  expect(home.upcoming.map(({ slug }) => slug)).toContain(event.slug)
  expect(home.upcoming.length).toBeLessThanOrEqual(12)
  expect(home.topics.length).toBeGreaterThan(0)
  expect(home.places.length).toBeGreaterThan(0)
  const { year, slug, name } = event
  expect(home.posts[0]).toMatchObject({ url: post.url, event: { year, slug, name } })
})
