import { expect, test } from 'vitest'
import { eventRedirects, externalIds } from '#db/schema/index.ts'
import { findMovedEvent, getEvent } from '#functions/events/queries.ts'
import { db } from '#tests/support/database.ts'
import { makeAttendance, makeEvent, makePerson, makePost } from '#tests/support/make.ts'

test('an event comes with its people, longest there first, and its posts, newest first', async () => {
  const event = await makeEvent({ hashtag: 'hallwayconf', languages: ['en', 'pt-BR'] })
  const [ada, bob, cyd] = [await makePerson(), await makePerson(), await makePerson()]
  const tie = (personId: string, role: 'attending' | 'tracking', day: string) =>
    makeAttendance({ eventId: event.id, personId, role, createdAt: new Date(day) })
  await tie(bob.id, 'attending', '2026-02-01')
  await tie(ada.id, 'attending', '2026-01-01')
  await tie(cyd.id, 'tracking', '2026-01-01')
  const old = await makePost({ eventId: event.id, postedAt: new Date('2026-05-01T00:00:00Z') })
  const recent = await makePost({ eventId: event.id })

  const shown = await getEvent(db, event, new Date())

  expect(shown).toMatchObject({ hashtag: 'hallwayconf', languages: ['en', 'pt-BR'], place: null })
  expect(shown).toMatchObject({ attendingCount: 2, trackingCount: 1, topics: [] })
  expect(shown.attending.map((person) => person.handle)).toEqual([ada.handle, bob.handle])
  expect(shown.tracking).toEqual([{ handle: cyd.handle, name: cyd.name }])
  expect(shown.posts.map((post) => post.url)).toEqual([recent.url, old.url])
  expect(shown.posts[0]?.postedAt).toEqual(recent.postedAt)
  expect(shown.updatedAt).toBeInstanceOf(Date)
})

test('an unlisted event is there for who knows its address, a hidden one for nobody', async () => {
  const unlisted = await makeEvent({ visibility: 'unlisted' })
  const hidden = await makeEvent({ visibility: 'hidden' })

  expect(await getEvent(db, unlisted, new Date())).toMatchObject({ slug: unlisted.slug })
  await expect(getEvent(db, hidden, new Date())).rejects.toMatchObject({ code: 'not_found' })
  await expect(getEvent(db, { year: 1999, slug: 'x' }, new Date())).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('an address that an event used to have leads to the one it has', async () => {
  const event = await makeEvent()
  const hidden = await makeEvent({ visibility: 'hidden' })
  const [was, hiddenWas] = [`was-${event.slug}`, `was-${hidden.slug}`]
  await db.insert(eventRedirects).values([
    { year: 2025, slug: was, eventId: event.id },
    { year: 2025, slug: hiddenWas, eventId: hidden.id },
  ])

  const { year, slug } = event
  expect(await findMovedEvent(db, { year: 2025, slug: was })).toEqual({ year, slug })
  expect(await findMovedEvent(db, { year: 2025, slug: hiddenWas })).toBeNull()
  expect(await findMovedEvent(db, { year: 2026, slug: was })).toBeNull()
})

test('a source that knows an event by two names is told once, as of when it was last read', async () => {
  const { id: eventId, ...event } = await makeEvent()
  const [source, readAt] = ['confs-tech', new Date('2026-05-02T00:00:00Z')]
  await db.insert(externalIds).values([
    { source, externalId: `a-${eventId}`, eventId, readAt: new Date('2026-05-01T00:00:00Z') },
    { source, externalId: `b-${eventId}`, eventId, readAt },
    { source: 'rubyevents', externalId: eventId, eventId, readAt: null },
  ])
  const { sources } = await getEvent(db, event, new Date())
  expect(sources).toEqual([
    { source, readAt },
    { source: 'rubyevents', readAt: null },
  ])
})
