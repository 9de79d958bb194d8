import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type AttendanceRole, attendances, events } from '#db/schema/index.ts'
import { listEvents } from '#functions/events/queries.ts'
import { db } from '../../support/database.ts'
import { makeEvent, makePerson, makeTopic } from '../../support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')

async function makeListed() {
  const topic = await makeTopic()
  const event = await makeEvent({ topicIds: [topic.id] })
  const counts = async () => {
    const { events: listed } = await listEvents(db, { when: 'all', topic: topic.slug, now })
    return listed.map(({ attendingCount, trackingCount }) => [attendingCount, trackingCount])
  }
  return { event, counts }
}

const tie = (eventId: string, personId: string, role: AttendanceRole) =>
  db
    .insert(attendances)
    .values({ eventId, personId, role })
    .onConflictDoUpdate({ target: [attendances.eventId, attendances.personId], set: { role } })

test('a list counts who attends and who tracks in its own trip, as of the last write', async () => {
  const { event, counts } = await makeListed()
  const [ada, bob] = await Promise.all([makePerson(), makePerson()])
  expect(await counts()).toEqual([[0, 0]])

  await tie(event.id, ada.id, 'attending')
  await tie(event.id, bob.id, 'attending')
  expect(await counts()).toEqual([[2, 0]])

  await tie(event.id, bob.id, 'tracking')
  await tie(event.id, bob.id, 'tracking')
  expect(await counts()).toEqual([[1, 1]])

  await db
    .delete(attendances)
    .where(and(eq(attendances.eventId, event.id), eq(attendances.personId, ada.id)))
  expect(await counts()).toEqual([[0, 1]])
})

test('counts follow ties that move to another event, and go with an event that is deleted', async () => {
  const [from, to] = await Promise.all([makeListed(), makeListed()])
  const [ada, bob] = await Promise.all([makePerson(), makePerson()])
  await tie(from.event.id, ada.id, 'attending')
  await tie(from.event.id, bob.id, 'tracking')

  await db
    .update(attendances)
    .set({ eventId: to.event.id })
    .where(eq(attendances.eventId, from.event.id))

  expect(await from.counts()).toEqual([[0, 0]])
  expect(await to.counts()).toEqual([[1, 1]])
  await db.delete(events).where(eq(events.id, to.event.id))
  expect(await to.counts()).toEqual([])
})
