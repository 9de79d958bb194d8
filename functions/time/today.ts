import { memoize } from '../memoize.ts'

const HOUR_MS = 3_600_000
const QUARTER_MS = HOUR_MS / 4

const utcDay = (at: number) => new Date(at).toISOString().slice(0, 10)

/** The earliest day (`YYYY-MM-DD`) that it is anywhere on earth: zones reach back to UTC−12. */
export const earliestToday = (now: Date): string => utcDay(now.getTime() - 12 * HOUR_MS)

/** The latest day (`YYYY-MM-DD`) that it is anywhere on earth: zones reach forward to UTC+14. */
export const latestToday = (now: Date): string => utcDay(now.getTime() + 14 * HOUR_MS)

// Sweden writes its days the ISO way.
const calendarOf = memoize((zone) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }))

const dayAt = memoize((quarterAndZone) => {
  const space = quarterAndZone.indexOf(' ')
  const quarter = Number(quarterAndZone.slice(0, space))
  return calendarOf(quarterAndZone.slice(space + 1)).format(quarter * QUARTER_MS)
})

/**
 * The day (`YYYY-MM-DD`) that it is in an IANA zone. Throws a RangeError for a zone that is none.
 * Every clock since 1972 is whole quarters of an hour away from UTC, so none begins a day within one.
 */
export const todayIn = (zone: string, now: Date): string =>
  dayAt(`${Math.floor(now.getTime() / QUARTER_MS)} ${zone}`)
