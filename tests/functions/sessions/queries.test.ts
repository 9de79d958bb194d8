import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { events } from '#db/schema/index.ts'
import { getSchedule, getSession } from '#functions/sessions/queries.ts'
import { db } from '../../support/database.ts'
import { makeEvent, makeSession } from '../../support/make.ts'
import { makeProgrammeDay } from '../../support/make-programme-day.ts'

const noon = new Date('2026-06-01T10:00:00Z')
const titles = (schedule: { sessions: readonly { title: string }[] }) =>
  schedule.sessions.map(({ title }) => title)

test('a day is in order of time, then of the rooms’ own order, withdrawn sessions included', async () => {
  const { event } = await makeProgrammeDay()
  const schedule = await getSchedule(db, event, { now: noon })
  expect(titles(schedule)).toEqual(['Opening', 'Parallel', 'Lunch', 'Gone', 'Party'])
  expect(schedule.sessions.find(({ title }) => title === 'Gone')?.withdrawn).toBe(true)
  expect(schedule.days).toEqual([
    { day: '2026-06-01', count: 3 },
    { day: '2026-06-02', count: 1 },
  ])
})

test('D7: a speaker needs no account and no page, and the billed order stays', async () => {
  const { event, ada } = await makeProgrammeDay()
  const { sessions } = await getSchedule(db, event, { now: noon })
  expect(sessions[0]?.credits).toEqual([
    { name: 'Zoë Unknown', role: 'speaker', handle: null },
    { name: 'Ada Lovelace', role: 'speaker', handle: ada.handle },
    { name: 'Bo', role: 'speaker', handle: null },
  ])
})

test.each([
  ['weeks before', '2026-05-01T12:00:00Z', '2026-06-01'],
  ['on the first day', '2026-06-01T12:00:00Z', '2026-06-01'],
  // 02:00 in Brussels: the party is still on.
  ['D2: in the night after it, before the day changes', '2026-06-02T00:00:00Z', '2026-06-01'],
  ['on the second morning', '2026-06-02T05:00:00Z', '2026-06-02'],
  ['years later', '2030-01-01T12:00:00Z', '2026-06-01'],
])('the day that is shown %s is the one that matters then', async (_, now, day) => {
  const { event } = await makeProgrammeDay()
  expect((await getSchedule(db, event, { now: new Date(now) })).day).toBe(day)
})

test('D2: what starts after midnight is on the day before, and last on it', async () => {
  const { event } = await makeProgrammeDay()
  const first = await getSchedule(db, event, { now: noon, day: '2026-06-01' })
  expect(titles(first).at(-1)).toBe('Party')
  const second = await getSchedule(db, event, { now: noon, day: '2026-06-02' })
  expect(titles(second)).toEqual(['Second day'])
})

test('D1: an event that moves to another zone keeps its local times', async () => {
  const { event } = await makeProgrammeDay()
  const before = await getSchedule(db, event, { now: noon, day: '2026-06-01' })
  await db.update(events).set({ zone: 'America/New_York' }).where(eq(events.id, event.id))
  const after = await getSchedule(db, event, { now: noon, day: '2026-06-01' })
  expect(after.event.zone).toBe('America/New_York')
  expect(after.sessions).toEqual(before.sessions)
})

test('what has no day yet has a place of its own', async () => {
  const event = await makeEvent()
  await makeSession({ eventId: event.id, title: 'Some day' })
  const schedule = await getSchedule(db, event, { now: noon })
  expect([schedule.day, titles(schedule)]).toEqual([null, ['Some day']])
  expect(titles(await getSchedule(db, event, { now: noon, day: null }))).toEqual(['Some day'])
})

test('an event without a programme is no error, and an unknown day, a hidden or unknown event is', async () => {
  const bare = await makeEvent()
  expect(await getSchedule(db, bare, { now: noon })).toMatchObject({ days: [], sessions: [] })
  const { event } = await makeProgrammeDay()
  await expect(getSchedule(db, event, { now: noon, day: '2026-07-01' })).rejects.toThrow(
    /not found/,
  )
  await expect(getSchedule(db, event, { now: noon, day: null })).rejects.toThrow(/not found/)
  const hidden = await makeEvent({ visibility: 'hidden' })
  for (const ref of [hidden, { year: 2026, slug: 'no-such-event' }])
    await expect(getSchedule(db, ref, { now: noon })).rejects.toThrow(/not found/)
})

test('a session knows what is before and after it in its room, and what else is on', async () => {
  const { event, ada } = await makeProgrammeDay()
  const opening = await getSession(db, event, 'opening')
  expect(opening).toMatchObject({
    before: null,
    // Not the withdrawn one.
    after: { slug: 'party', room: 'Janson' },
    meanwhile: [{ slug: 'parallel', room: 'K.1.105' }],
    session: { subtitle: 'And welcome', abstract: '<p>Hello.</p>' },
  })
  expect(opening.session?.credits[1]).toEqual({
    ...{ name: 'Ada Lovelace', role: 'speaker', handle: ada.handle },
    ...{ bio: '<p>Counts.</p>', hasPhoto: false },
  })
  expect(await getSession(db, event, 'party')).toMatchObject({
    before: { slug: 'opening' },
    after: { slug: 'second-day' },
  })
})

test('what moved is told on the day’s page and on the session’s own', async () => {
  const { event } = await makeProgrammeDay()
  const schedule = await getSchedule(db, event, { now: noon })
  const page = await getSession(db, event, 'parallel')
  for (const { changes } of [schedule, page as Extract<typeof page, { changes: unknown }>])
    expect(changes).toMatchObject([
      { kind: 'moved', after: { room: 'K.1.105' }, session: { slug: 'parallel' } },
    ])
})

test('an event without this session is told apart from no event', async () => {
  const { event } = await makeProgrammeDay()
  expect(await getSession(db, event, 'no-such-session')).toMatchObject({
    event: { slug: event.slug },
    session: null,
  })
  await expect(getSession(db, { year: 2026, slug: 'nope' }, 'opening')).rejects.toThrow(/not found/)
})
