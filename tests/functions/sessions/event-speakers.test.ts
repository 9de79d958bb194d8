import { expect, test } from 'vitest'
import { speakers as counted } from '#db/schema/index.ts'
import { isShownAt } from '#functions/events/visibility.ts'
import { getEventSpeakers } from '#functions/sessions/event-speakers.ts'
import { selectProgrammeOf, toProgramme } from '#functions/sessions/programme-summary.ts'
import { db } from '../../support/database.ts'
import { makeEvent, makePerson, makeSession } from '../../support/make.ts'
import { makeCoverage } from '../../support/make-coverage.ts'
import { makeProgrammeDay } from '../../support/make-programme-day.ts'

test('D7: everybody billed is there once, with all their sessions', async () => {
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

test.each(['', 'x', '0', '0200', '201', '-200', '200.0', '10000'])(
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

test('a keynote comes before what was recorded, that before who speaks often, and that before the name', async () => {
  const event = await makeEvent()
  const names = ['A nobody', 'B nobody', 'C often', 'D recorded', 'E keynote']
  const [a, b, often, recorded, keynote] = await Promise.all(
    names.map((name) => makePerson({ name })),
  )
  const eventId = event.id
  const speak = (who: typeof a, kind: 'talk' | 'keynote' = 'talk') =>
    makeSession({ eventId, kind, speakers: who ? [who] : [] })
  for (const one of [b, a, often]) await speak(one)
  await speak(keynote, 'keynote')
  const { id: sessionId } = await speak(recorded)
  await makeCoverage({ eventId, sessionId })
  const told = { scope: 'site', personId: often?.id ?? '', name: 'C often', sessionCount: 48 }
  await db.insert(counted).values(told)

  const { speakers } = await getEventSpeakers(db, event)
  const [row] = await selectProgrammeOf(db, isShownAt(event))

  const order = ['E keynote', 'D recorded', 'C often', 'A nobody', 'B nobody']
  expect(speakers.map(({ name }) => name)).toEqual(order)
  expect(row?.speakers.map(({ name }) => name)).toEqual(order)
})
