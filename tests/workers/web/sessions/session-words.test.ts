import { expect, test } from 'vitest'
import type { ScheduleChange } from '#functions/sessions/changes.ts'
import { eventClock, zoneText } from '#workers/web/sessions/event-clock.tsx'
import { changeText, lengthText, minutesOf } from '#workers/web/sessions/session-words.ts'

const change = (fields: Partial<ScheduleChange>): ScheduleChange => ({
  ...{ id: '1', kind: 'moved', before: null, after: null, createdAt: new Date(0) },
  session: { slug: 'a', title: 'A' },
  ...fields,
})
const before = { day: '2026-02-01', startsAt: '2026-02-01 10:00:00', room: 'A' }

test.each([
  [change({ before, after: { ...before, room: 'B' } }), 'moved to B'],
  [
    change({ before, after: { ...before, room: 'B', startsAt: '2026-02-01 14:00:00' } }),
    'moved to B, Sun 1 Feb 14:00 Brussels time',
  ],
  [
    change({ before, after: { ...before, startsAt: null, day: null } }),
    'moved to a time not yet set',
  ],
  [change({ before, after: { ...before, room: null } }), 'has no room for now'],
  [change({ kind: 'withdrawn' }), 'was withdrawn'],
  [change({ kind: 'renamed', before: { title: 'Old' } }), 'was called “Old” before'],
  [
    change({ kind: 'recast', before: { names: ['Ada', 'Bo'] }, after: { names: ['Bo', 'Cy'] } }),
    'now with Cy, without Ada',
  ],
])('a change is told in words, with the zone of every time', (given, words) => {
  expect(changeText(given, 'Europe/Brussels')).toBe(words)
})

test('D1: a time is the instant of its zone, also where clocks leap or go back', () => {
  const berlin = eventClock('Europe/Berlin')
  expect(berlin('2026-02-01 10:00:00')).toBe('2026-02-01T09:00Z')
  expect(berlin('2026-07-01 10:00:00')).toBe('2026-07-01T08:00Z')
  // 02:30 is leapt over in March, and comes twice in October: the first counts.
  expect(berlin('2026-03-29 02:30:00')).toBe('2026-03-29T01:30Z')
  expect(berlin('2026-10-25 02:30:00')).toBe('2026-10-25T00:30Z')
  expect(eventClock('Asia/Kolkata')('2026-02-01 10:00:00')).toBe('2026-02-01T04:30Z')
})

test('D1: a zone is a city and its distance to UTC, never three letters', () => {
  expect(zoneText({ zone: 'Europe/Brussels', day: '2026-02-01' })).toBe('Brussels time (UTC+1)')
  expect(zoneText({ zone: 'America/New_York', day: '2026-07-01' })).toBe('New York time (UTC−4)')
})

test('lengths are in hours and minutes', () => {
  expect([0, 5, 60, 90].map(lengthText)).toEqual(['0 min', '5 min', '1 h', '1 h 30 min'])
  expect(minutesOf({ startsAt: '2026-02-01 23:30:00', endsAt: '2026-02-02 01:00:00' })).toBe(90)
  expect(minutesOf({ startsAt: null, endsAt: null })).toBeNull()
})
