import { expect, test } from 'vitest'
import { readMoment } from '#functions/imports/calendar/moment.ts'
import { expandRule, newSteps } from '#functions/imports/calendar/recurrence.ts'

const start = readMoment('20270201T090000Z', null)
const week = 'BYDAY=MO,TU,WE,TH,FR,SA,SU'
const year = 'BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12'

async function follow(rule: string) {
  if (!start) throw new Error('There is no start')
  const steps = newSteps()
  const all = steps.left
  const found = await expandRule(rule, start, steps)
  return { found: found?.length ?? null, taken: all - steps.left }
}

test.each([
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 121],
  [`FREQ=MONTHLY;${week};BYSETPOS=-1`, 121],
  ['FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 10],
  ['FREQ=YEARLY', 11],
  ['FREQ=DAILY', 200],
])('%s is followed for ten years, or two hundred times', async (rule, times) => {
  expect((await follow(rule)).found).toBe(times)
})

// A millisecond is some 25 to 300 steps, so that what a file's steps can take is a second or so.
test.each([
  [`FREQ=YEARLY;${week};${year};BYSETPOS=366`, 1_000],
  [`FREQ=MONTHLY;${week};BYSETPOS=300`, 1_000],
  ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=300', 1_000],
  [`FREQ=YEARLY;${week};BYMONTHDAY=31;BYMONTH=2`, 200],
  ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 1_000],
])('%s takes as many steps as it looks at days', async (rule, least) => {
  expect((await follow(rule)).taken).toBeGreaterThan(least)
})
