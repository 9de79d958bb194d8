import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { events, eventTopics } from '#db/schema/index.ts'
import { db } from '#tests/support/database.ts'
import { makeEvent, makePlace, makeTopic } from '#tests/support/make.ts'

const dayOfTie = async (eventId: string) => {
  const [tie] = await db.select().from(eventTopics).where(eq(eventTopics.eventId, eventId))
  return tie?.startsOn
}

test('a topic knows the first day of its events, whatever is written', async () => {
  const [topic, other] = [await makeTopic(), await makeTopic()]
  const event = await makeEvent({ startsOn: '2026-05-05', topicIds: [topic.id] })
  expect(await dayOfTie(event.id)).toBe('2026-05-05')

  await db.update(events).set({ startsOn: '2026-05-04' }).where(eq(events.id, event.id))
  expect(await dayOfTie(event.id)).toBe('2026-05-04')

  await db
    .update(eventTopics)
    .set({ topicId: other.id, startsOn: '1999-01-01' })
    .where(eq(eventTopics.eventId, event.id))
  expect(await dayOfTie(event.id)).toBe('2026-05-04')
})

test('an event is in the country of its city, whatever is written', async () => {
  const [here, there] = [await makePlace(), await makePlace()]
  const event = await makeEvent({ placeId: here.id, countryId: there.countryId })
  const countryId = async () => {
    const [row] = await db.select().from(events).where(eq(events.id, event.id))
    return row?.countryId
  }
  expect(await countryId()).toBe(here.countryId)

  await db.update(events).set({ placeId: there.id }).where(eq(events.id, event.id))
  expect(await countryId()).toBe(there.countryId)

  await db.update(events).set({ placeId: null }).where(eq(events.id, event.id))
  expect(await countryId()).toBeNull()
})
