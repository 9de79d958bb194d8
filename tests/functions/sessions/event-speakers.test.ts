import { expect, test } from 'vitest'
import { isShownAt } from '#functions/events/visibility.ts'
import { getEventSpeakers } from '#functions/sessions/event-speakers.ts'
import { selectProgrammeOf, toProgramme } from '#functions/sessions/programme-summary.ts'
import { db } from '../../support/database.ts'
import { makeEvent, makeSession } from '../../support/make.ts'
import { makeProgrammeDay } from '../../support/make-programme-day.ts'

test('D7: everybody billed is there once, by name, with all their sessions', async () => {
  const { event, ada } = await makeProgrammeDay()
  const { speakers, count, next } = await getEventSpeakers(db, event)
  expect(speakers.map(({ name, handle, sessions }) => [name, handle, sessions.length])).toEqual([
    ['Ada Lovelace', ada.handle, 3],
    ['Bo', null, 1],
    ['Zoë Unknown', null, 1],
  ])
  expect([count, next]).toEqual([3, null])
  expect(speakers[0]?.sessions[0]).toMatchObject({ startsAt: '2026-06-01 10:00:00' })
})

test('a long list goes on where it stopped, and has everybody once', async () => {
  const event = await makeEvent()
  const speakers = Array.from({ length: 250 }, (_, index) => ({
    id: null,
    name: `Speaker “${String(index).padStart(3, '0')}”, of 250`,
  }))
  await makeSession({ eventId: event.id, speakers })
  const first = await getEventSpeakers(db, event)
  const second = await getEventSpeakers(db, event, { after: first.next ?? '' })
  expect([first.speakers.length, second.speakers.length, second.next]).toEqual([200, 50, null])
  const names = [...first.speakers, ...second.speakers].map(({ name }) => name)
  expect(names).toEqual(speakers.map(({ name }) => name))
})

test.each(['', 'x', '[]', '["a"]', '{"a":1}', '["a","b\\u0000"]', '[1,2]'])(
  '%s is no page of the list',
  async (after) => {
    const event = await makeEvent()
    await expect(getEventSpeakers(db, event, { after })).rejects.toMatchObject({
      code: 'malformed',
    })
  },
)

test('an event’s own page knows its days, who speaks and what changed', async () => {
  const { event, ada } = await makeProgrammeDay()
  const [row] = await selectProgrammeOf(db, isShownAt(event))
  expect(toProgramme(row)).toMatchObject({
    days: [
      { day: '2026-06-01', count: 3 },
      { day: '2026-06-02', count: 1 },
    ],
    speakerCount: 3,
    speakers: [{ handle: ada.handle, name: 'Ada Lovelace' }],
    changes: [{ kind: 'moved', session: { slug: 'parallel' } }],
  })
  const bare = await makeEvent()
  const [none] = await selectProgrammeOf(db, isShownAt(bare))
  expect(toProgramme(none)).toBeNull()
})
