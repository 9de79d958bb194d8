import type { Mutation } from './mutation.ts'

export const mutations: Mutation[] = [
  {
    promise: 'the earliest today is that of UTC−12',
    file: 'functions/time/today.ts',
    before: 'now.getTime() - 12 * HOUR_MS',
    after: 'now.getTime() - 11 * HOUR_MS',
    test: 'tests/functions/time/today.test.ts',
  },
  {
    promise: 'the latest today is that of UTC+14',
    file: 'functions/time/today.ts',
    before: 'now.getTime() + 14 * HOUR_MS',
    after: 'now.getTime() + 13 * HOUR_MS',
    test: 'tests/functions/time/today.test.ts',
  },
  {
    promise: 'a deadline on the day of a clock change ends with its day',
    file: 'functions/time/wall-clock.ts',
    before: 'return first === last ? first : null',
    after: 'return first',
    test: 'tests/functions/calls/deadline.test.ts',
  },
  {
    promise: 'a deadline on the night of a clock change ends with its day',
    file: 'functions/time/wall-clock.ts',
    before: 'new Date(ms - (before ?? 0) * MINUTE_MS)',
    after: 'new Date(ms - (after ?? 0) * MINUTE_MS)',
    test: 'tests/functions/calls/deadline.test.ts',
  },
]
