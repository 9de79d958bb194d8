import fc from 'fast-check'
import { expect, test } from 'vitest'
import { relativeDays } from '#functions/time/relative-days.ts'

const day = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('what is not over has not ended, and what is over is not to come, whatever day the reader has', () => {
  fc.assert(
    fc.property(day, day, day, fc.boolean(), (one, other, today, isOver) => {
      const [startsOn = '', endsOn = ''] = [one, other].sort()
      const words = relativeDays({ startsOn, endsOn }, { today, isOver })
      if (words !== null) expect(words.startsWith('Ended')).toBe(isOver)
    }),
  )
})

test.each([
  ['over where it is, and its last day for the reader', '2026-11-30', true, 'Ended today'],
  ['still on where it is, and the day after for the reader', '2026-12-01', false, 'On now'],
  ['the day before for the reader', '2026-11-29', false, 'Tomorrow'],
])('an event of one day, %s', (_, today, isOver, words) => {
  const dates = { startsOn: '2026-11-30', endsOn: '2026-11-30' }
  expect(relativeDays(dates, { today, isOver })).toBe(words)
})
