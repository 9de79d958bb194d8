import { expect, test } from 'vitest'
import { listCalls } from '#functions/calls/call-list.ts'
import { getEventCalls } from '#functions/calls/event-calls.ts'
import { db } from '#tests/support/database.ts'
import { makeCall, makeEvent, makePlace, makeTopic } from '#tests/support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')
const at = (day: string) => new Date(`${day}T12:00:00Z`)

/** Tests share a database, so each looks at the calls of a topic of its own. */
async function makeScene() {
  const topic = await makeTopic()
  const event = await makeEvent({ topicIds: [topic.id] })
  return { topic, event, topicIds: [topic.id] }
}

test('open calls come by deadline, those without one last; what is over or not begun does not come', async () => {
  const { topic, event, topicIds } = await makeScene()
  const past = await makeEvent({ topicIds, startsOn: '2026-05-01' })
  const cancelled = await makeEvent({ topicIds, status: 'cancelled' })
  const hidden = await makeEvent({ topicIds, visibility: 'hidden' })
  const eventId = event.id
  const never = await makeCall({ eventId, kind: 'sponsors', deadline: null })
  const late = await makeCall({ eventId, kind: 'papers', deadline: at('2026-08-01') })
  const soon = await makeCall({ eventId, deadline: at('2026-06-02') })
  await makeCall({ eventId, deadline: now })
  await makeCall({ eventId, opensAt: at('2026-06-20'), deadline: at('2026-07-01') })
  for (const { id } of [past, cancelled, hidden]) await makeCall({ eventId: id, deadline: null })

  const page = await listCalls(db, { now, topic: topic.slug })

  expect(page.calls.map(({ id }) => id)).toEqual([soon.id, late.id, never.id])
  expect(page.calls[0]).toMatchObject({ kind: 'speakers', event: { slug: event.slug } })
  expect(page.calls[0]?.event.topics).toMatchObject([{ slug: topic.slug }])
  expect(page.next).toBeNull()
})

test('the list goes on where it ended, through calls with the same deadline and with none', async () => {
  const { topic, event } = await makeScene()
  for (const kind of ['speakers', 'papers', 'workshops', 'volunteers'] as const)
    await makeCall({ eventId: event.id, kind })
  for (const kind of ['papers', 'sponsors'] as const)
    await makeCall({ eventId: event.id, kind, deadline: null })

  const seen: string[] = []
  let after: string | undefined
  for (let pages = 0; pages < 10; pages += 1) {
    const page = await listCalls(db, { now, topic: topic.slug, limit: 1, after })
    seen.push(...page.calls.map(({ id }) => id))
    if (page.next === null) break
    after = page.next
  }

  const all = await listCalls(db, { now, topic: topic.slug })
  expect(seen).toEqual(all.calls.map(({ id }) => id))
  expect(new Set(seen).size).toBe(6)
})

test('the list is narrowed by kind, place, who pays for travel, and what closes soon', async () => {
  const place = await makePlace()
  const { topic, event } = await makeScene()
  const there = await makeEvent({ placeId: place.id })
  const inCity = await makeCall({ eventId: there.id })
  const papers = await makeCall({ eventId: event.id, kind: 'papers' })
  const paid = await makeCall({
    ...{ eventId: event.id, kind: 'workshops', paysTravel: true, deadline: at('2026-08-01') },
  })
  const found = async (filter: object) =>
    (await listCalls(db, { now, ...filter })).calls.map(({ id }) => id)

  expect(await found({ place: place.slug })).toEqual([inCity.id])
  expect(await found({ topic: topic.slug, kind: 'papers' })).toEqual([papers.id])
  expect(await found({ topic: topic.slug, paysTravel: true })).toEqual([paid.id])
  expect(await found({ topic: topic.slug, closingSoon: true })).toEqual([papers.id])
})

test.each(['', 'x', 'none', 'none~x', '2026-13-01T00:00:00Z~x', 'a'.repeat(200)])(
  '%j is no page of the list',
  async (after) => {
    const asked = listCalls(db, { now, after })
    if (after === '') await asked
    else await expect(asked).rejects.toMatchObject({ code: 'malformed' })
  },
)

test('an event shows its closed calls too; a hidden one shows nothing', async () => {
  const event = await makeEvent()
  const hidden = await makeEvent({ visibility: 'hidden' })
  const closed = await makeCall({ eventId: event.id, deadline: at('2026-01-01') })
  const open = await makeCall({ eventId: event.id })

  expect((await getEventCalls(db, event)).calls.map(({ id }) => id)).toEqual([closed.id, open.id])
  await expect(getEventCalls(db, hidden)).rejects.toMatchObject({ code: 'not_found' })
})
