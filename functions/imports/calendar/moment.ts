import { instantOf, msToWall, type WallTime, wallAt, wallToMs } from '../../time/wall-clock.ts'
import type { Property } from './content-line.ts'

/** When something is, as a calendar writes it. */
export type Moment =
  | { readonly type: 'day'; readonly day: string }
  /** On the clock of a zone, or with null on the clock of wherever it takes place. */
  | { readonly type: 'wall'; readonly wall: WallTime; readonly zone: string | null }
  | { readonly type: 'instant'; readonly instant: Date }

const [FIRST_YEAR, LAST_YEAR] = [1970, 2200]
const SECOND_MS = 1_000

/** Reads DATE and DATE-TIME values (RFC 5545, 3.3.4 and 3.3.5), or null for what is none. */
export function readMoment(value: string, zone: string | null): Moment | null {
  const match = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z)?)?$/i.exec(
    value.trim(),
  )
  if (!match) return null
  const [, year = '', month, day, hours, minutes, seconds = '00', utc] = match
  const date = `${year}-${month}-${day}`
  // A leap second is the last of its minute to every clock that we show.
  const wall = `${date} ${hours ?? '00'}:${minutes ?? '00'}:${seconds === '60' ? '59' : seconds}`
  const ms = wallToMs(wall)
  if (Number.isNaN(ms) || msToWall(ms) !== wall) return null
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return null
  if (hours === undefined) return { type: 'day', day: date }
  return utc ? { type: 'instant', instant: new Date(ms) } : { type: 'wall', wall, zone }
}

/** What a clock in `zone` shows then; without a zone the moment's own, or UTC. A day begins at midnight. */
export function wallTimeOfMoment(moment: Moment, zone: string | null): WallTime {
  if (moment.type === 'day') return `${moment.day} 00:00:00`
  if (moment.type === 'instant') return wallAt(moment.instant, zone ?? 'UTC')
  if (!moment.zone || !zone || moment.zone === zone) return moment.wall
  return wallAt(instantOf(moment.wall, moment.zone), zone)
}

/** The same sort of moment, so much later on its own clock. */
export function shift(moment: Moment, ms: number): Moment {
  if (moment.type === 'instant')
    return { ...moment, instant: new Date(moment.instant.getTime() + ms) }
  const wall = msToWall(wallToMs(wallTimeOfMoment(moment, null)) + ms)
  return moment.type === 'day' ? { ...moment, day: wall.slice(0, 10) } : { ...moment, wall }
}

/** Milliseconds of a DURATION value (RFC 5545, 3.3.6), or null for none and for negative ones. */
export function readIcalDuration(value: string): number | null {
  const match =
    /^\+?P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/i.exec(
      value.trim(),
    )
  if (!match) return null
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  if (match.slice(1).every((part) => part === undefined)) return null
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * SECOND_MS
}

/** All moments of a property such as EXDATE, up to `max`. Of periods it is the start. */
export function readMoments(
  { value, parameters }: Property,
  zoneOf: (tzid: string | undefined) => string | null,
  max: number,
): Moment[] {
  const zone = zoneOf(parameters.get('TZID'))
  return value
    .split(',', max)
    .map((text) => readMoment(text.split('/', 1)[0] ?? '', zone))
    .filter((moment) => moment !== null)
}
