import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closingWords } from '#functions/calls/closing-words.ts'
import {
  ANYWHERE,
  closingDay,
  closingOf,
  endOfDay,
  formatDeadline,
  isOpen,
} from '#functions/calls/deadline.ts'
import { deadlineText } from '#functions/calls/deadline-text.ts'
import { relativeDays } from '#functions/time/relative-days.ts'
import { todayIn } from '#functions/time/today.ts'

const ofDay = (day: string, deadlineZone = ANYWHERE) => ({
  opensAt: null,
  deadline: endOfDay(day, deadlineZone),
  deadlineZone,
  deadlineIsDay: true,
})
const at = (text: string) => new Date(text)

test('D11: a day without a time lasts until it has ended everywhere on earth', () => {
  expect(endOfDay('2026-09-01')).toEqual(at('2026-09-02T12:00:00Z'))
  expect(endOfDay('2026-12-31')).toEqual(at('2027-01-01T12:00:00Z'))
})

test('D11: the closing day is still open, to its very end', () => {
  const call = ofDay('2026-09-01')
  expect(isOpen(call, at('2026-09-01T00:00:00Z'))).toBe(true)
  expect(isOpen(call, at('2026-09-02T11:59:59Z'))).toBe(true)
  expect(isOpen(call, at('2026-09-02T12:00:00Z'))).toBe(false)
})

test.each([
  ['2026-08-01T12:00:00Z', 'Closes in 4 weeks'],
  ['2026-05-01T12:00:00Z', 'Closes in 4 months'],
  ['2026-08-29T12:00:00Z', 'Closes in 3 days'],
  ['2026-08-31T13:00:00Z', 'Closes tomorrow, anywhere on earth'],
  ['2026-08-31T00:00:00Z', 'Closes tomorrow, anywhere on earth'],
  ['2026-09-01T00:00:00Z', 'Closes today, anywhere on earth'],
  ['2026-09-01T23:59:59Z', 'Closes today, anywhere on earth'],
  ['2026-09-02T00:00:00Z', 'Closes in 12 hours'],
  ['2026-09-02T10:30:00Z', 'Closes in an hour'],
  ['2026-09-02T11:59:59Z', 'Closes within the hour'],
  ['2026-09-02T12:00:00Z', 'Closed yesterday'],
  ['2026-09-12T12:00:00Z', 'Closed 11 days ago'],
] as const)('D11: on %s the call of 1 September %s', (now, words) => {
  expect(formatDeadline(ofDay('2026-09-01'), at(now))).toBe(words)
})

test('a deadline with a time is told in the zone in which it was stated', () => {
  const call = {
    deadline: at('2026-09-01T16:00:00Z'),
    deadlineZone: 'Europe/Berlin',
    deadlineIsDay: false,
  }
  expect(deadlineText(call)).toBe('Tuesday 1 September 2026, 18:00, Berlin time (UTC+2)')
  expect(formatDeadline(call, at('2026-09-01T15:00:00Z'))).toBe('Closes today')
  expect(formatDeadline(call, at('2026-09-01T16:00:00Z'))).toBe('Closed today')
  expect(deadlineText(ofDay('2026-09-01'))).toBe('Tuesday 1 September 2026, anywhere on earth')
  expect(deadlineText({ ...call, deadline: null })).toBeNull()
  expect(formatDeadline({ ...call, deadline: null }, at('2026-09-01T15:00:00Z'))).toBeNull()
})

test('a deadline whose stated day has not begun for the reader as it closes is told in hours', () => {
  const call = {
    deadline: at('2026-08-31T21:00:00Z'),
    deadlineZone: 'Pacific/Auckland',
    deadlineIsDay: false,
  }
  expect(deadlineText(call)).toContain('Tuesday 1 September 2026, 09:00')
  expect(formatDeadline(call, at('2026-08-30T23:00:00Z'))).toBe('Closes in 2 days')
  expect(formatDeadline(call, at('2026-08-31T08:00:00Z'))).toBe('Closes in 13 hours')
  expect(formatDeadline(call, at('2026-08-31T21:00:00Z'))).toBe('Closed today')
})

test('"today" and "tomorrow" are the same day of a call and of an event, at any time and in any zone', () => {
  const hour = fc.integer({ min: 0, max: 24 * 60 })
  fc.assert(
    fc.property(
      hour,
      fc.constantFrom(...zones),
      fc.constantFrom(...zones),
      (hours, zone, reader) => {
        const now = new Date(at('2026-08-20T00:00:00Z').getTime() + hours * 3_600_000)
        const closing = closingOf(ofDay('2026-09-01', zone))
        const words = closing && closingWords(closing, { now, dayOf: (at) => todayIn(reader, at) })
        const day = { startsOn: '2026-09-01', endsOn: '2026-09-01' }
        const event = relativeDays(day, { today: todayIn(reader, now), isOver: false })
        if (words?.includes('today') && words.startsWith('Closes')) expect(event).toBe('Today')
        if (words?.includes('tomorrow')) expect(event).toBe('Tomorrow')
      },
    ),
  )
})

test('a call that has not begun is not open, one without a deadline is', () => {
  const opensAt = at('2026-09-01T00:00:00Z')
  expect(isOpen({ deadline: null, opensAt }, at('2026-08-31T23:59:59Z'))).toBe(false)
  expect(isOpen({ deadline: null, opensAt }, opensAt)).toBe(true)
})

test.each([
  ['Africa/Cairo', '2026-04-23', '2026-04-23T22:00:00Z'],
  ['Asia/Beirut', '2026-03-28', '2026-03-28T22:00:00Z'],
  ['America/Havana', '2026-03-07', '2026-03-08T05:00:00Z'],
  ['America/Havana', '2026-10-31', '2026-11-01T04:00:00Z'],
  ['Europe/Berlin', '2026-03-29', '2026-03-29T22:00:00Z'],
  ['Europe/Berlin', '2026-10-25', '2026-10-25T23:00:00Z'],
])('where clocks in %s change on the night of %s the day ends at %s', (zone, day, end) => {
  expect(endOfDay(day, zone)).toEqual(at(end))
})

const zones = [
  ANYWHERE,
  'UTC',
  'Europe/London',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Africa/Cairo',
]

test('the end of a day is the first moment of another, in every zone, whatever clocks do', () => {
  const days = fc
    .date({ min: at('1996-01-01T00:00:00Z'), max: at('2050-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(days, fc.constantFrom(...zones), (day, zone) => {
      const end = endOfDay(day, zone)
      expect(closingDay(end, zone)).toBe(day)
      expect(closingDay(new Date(end.getTime() + 1), zone) > day).toBe(true)
    }),
  )
})
