import { tzOffset } from '@date-fns/tz'
import { lazily } from '../lazily.ts'
import { memoize } from '../memoize.ts'
import { asUtc, type Day } from './day.ts'

/** When an event is. Days are inclusive, on the wall calendar of its own zone. */
export type EventDates = {
  readonly startsOn: Day
  readonly endsOn: Day
  /** With `month` or `year` only that much is certain, so only that much is told. */
  readonly datePrecision: 'day' | 'month' | 'year'
}

// Engines disagree on which spaces stand around a range's dash.
const evenSpaces = (text: string) => text.replaceAll(/[\u2009\u202f\u00a0]/g, ' ')

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  lazily(() => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }))

/** How days are told, in words without commas. */
export function dayFormat(options: Intl.DateTimeFormatOptions): (day: Day) => string {
  const format = inUtc(options)
  return memoize((day) => evenSpaces(format().format(asUtc(day))).replaceAll(',', ''))
}

const long = dayFormat({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const dayAndMonth = dayFormat({ weekday: 'long', day: 'numeric', month: 'long' })
const weekdayAndDay = dayFormat({ weekday: 'long', day: 'numeric' })
const month = dayFormat({ month: 'long', year: 'numeric' })
const short = dayFormat({ day: 'numeric', month: 'short', year: 'numeric' })
const instant = inUtc({
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** For tight places: "21–24 Nov 2026", "30 Nov – 2 Dec 2026", "March 2026", "2026". */
export function shortDates({ startsOn, endsOn, datePrecision }: EventDates): string {
  if (datePrecision === 'year') return startsOn.slice(0, 4)
  if (datePrecision === 'month') return monthName(startsOn)
  return shortRange(short(startsOn), short(endsOn))
}

/** What `Intl` makes of a range, from what it made of both days: each range anew costs a page as much as its rows. */
function shortRange(from: string, to: string): string {
  if (from === to) return to
  const [day = '', month = '', year = ''] = from.split(' ')
  if (!to.endsWith(` ${year}`)) return `${from} – ${to}`
  return to.endsWith(` ${month} ${year}`) ? `${day}–${to}` : `${day} ${month} – ${to}`
}

/** The whole of it, for reading aloud: "Saturday 21 to Tuesday 24 November 2026". */
export function longDates({ startsOn, endsOn, datePrecision }: EventDates): string {
  if (datePrecision === 'year') return `Some time in ${startsOn.slice(0, 4)}`
  if (datePrecision === 'month') return `Some time in ${monthName(startsOn)}`
  const end = long(endsOn)
  if (startsOn === endsOn) return end
  if (startsOn.slice(0, 7) === endsOn.slice(0, 7))
    return `${weekdayFirst(weekdayAndDay(startsOn))} to ${end}`
  const sameYear = startsOn.slice(0, 4) === endsOn.slice(0, 4)
  return `${(sameYear ? dayAndMonth : long)(startsOn)} to ${end}`
}

/** "November 2026", for a day or a month (`YYYY-MM`). */
export const monthName = (dayOrMonth: string) => month(`${dayOrMonth.slice(0, 7)}-01`)

/** "21 November 2026". */
export const longDate = dayFormat({ day: 'numeric', month: 'long', year: 'numeric' })

/** "Nov". */
export const shortMonthName = dayFormat({ month: 'short' })

/** "21 Nov 2026, 14:05 UTC". */
export const instantText = (at: Date) => `${evenSpaces(instant().format(at))} UTC`

/** How a zone's clock stands to UTC on a day, such as "UTC+5:30"; "UTC" itself at no distance. */
export const utcOffset = (zone: string, day: Day): string => offsetAtNoon(`${zone} ${day}`)

/** Noon: clocks that change do so in the night. */
const offsetAtNoon = memoize((zoneAndDay) => {
  const [zone = '', day] = zoneAndDay.split(' ')
  const minutes = tzOffset(zone, new Date(`${day}T12:00:00Z`))
  if (minutes === 0) return 'UTC'
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest > 0 ? `:${String(rest).padStart(2, '0')}` : ''}`
})

/** The city that names a zone: "Berlin" for `Europe/Berlin`. */
export const zoneCity = (zone: string) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

function weekdayFirst(text: string): string {
  const [first = '', second = ''] = text.split(' ')
  return /^\d/.test(first) ? `${second} ${first}` : text
}

/** The month of a day (`YYYY-MM-DD`) with its year: `Nov 2026`. */
export const monthAndYear = (day: string): string => `${shortMonthName(day)} ${day.slice(0, 4)}`
