import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { redisKeys } from '#db/redis.ts'
import { sessions, speakers } from '#db/schema/index.ts'
import { countNextSpeakers } from '#functions/people/count-next-speakers.ts'
import { countAllSpeakers, countSpeakersOf } from '#functions/people/count-speakers.ts'
import { listSpeakers } from '#functions/people/speakers.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeEvent, makePerson, makePlace, makeSession, makeTopic } from '#tests/support/make.ts'

async function speakerWith(talks: number) {
  const [topic, place, person] = [await makeTopic(), await makePlace(), await makePerson()]
  const event = await makeEvent({ topicIds: [topic.id], placeId: place.id })
  for (let n = 0; n < talks; n++) await makeSession({ eventId: event.id, speakers: [person] })
  return { topic, place, person, event }
}

const scopesOf = async (personId: string) => {
  const rows = await db.select().from(speakers).where(eq(speakers.personId, personId))
  return new Map(rows.map(({ scope, sessionCount }) => [scope, sessionCount]))
}

test('somebody is counted in all, by topic, by city and by country, each session once', async () => {
  const { topic, place, person, event } = await speakerWith(2)
  await makeSession({ eventId: event.id, speakers: [person, person] })
  await makeSession({ eventId: (await makeEvent()).id, speakers: [person] })
  const { deps } = makeDeps()

  await countSpeakersOf(deps, event.id)

  const expected = new Map([
    ['site', 4],
    [`topic:${topic.id}`, 3],
    [`place:${place.id}`, 3],
    [`place:${place.countryId}`, 3],
  ])
  expect(await scopesOf(person.id)).toEqual(expected)
  await countAllSpeakers(deps)
  expect(await scopesOf(person.id)).toEqual(expected)
})

test('whoever has nothing left to say leaves the directory with the next pass of the clock', async () => {
  const { topic, person, event } = await speakerWith(1)
  const { deps } = makeDeps()
  await countSpeakersOf(deps, event.id)
  const listed = async () => (await listSpeakers(db, { topic: topic.slug })).speakers
  expect(await listed()).toMatchObject([{ handle: person.handle, sessionCount: 1 }])

  await db.update(sessions).set({ withdrawnAt: new Date() }).where(eq(sessions.eventId, event.id))
  // Ids grow, so the pass goes on with whoever was made after the topic.
  await deps.redis.set(redisKeys.speakersCursor(), topic.id)
  await countNextSpeakers(deps)

  expect(await listed()).toEqual([])
})
