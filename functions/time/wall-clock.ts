import { tzOffset } from '@date-fns/tz'
import { memoize } from '../memoize.ts'
import { asUtc } from './day.ts'

/** A date and time on some wall clock, `YYYY-MM-DD HH:MM:SS`. String order is clock order. */
export type WallTime = string

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Milliseconds since 1970 as if the clock stood in UTC: the way to count with wall times. */
export const wallToMs = (wall: WallTime) => Date.parse(`${wall.replace(' ', 'T')}Z`)

/** The inverse of {@link wallToMs}. */
export const msToWall = (ms: number): WallTime =>
  new Date(ms).toISOString().slice(0, 19).replace('T', ' ')

/** What a clock in an IANA zone shows at an instant. `zone` must be one. */
export const wallAt = (instant: Date, zone: string): WallTime =>
  msToWall(instant.getTime() + tzOffset(zone, instant) * MINUTE_MS)

/**
 * The instant at which a clock in an IANA zone shows a time. Of an hour that comes twice it is the
 * first; a time that the clock leaps over counts as after the leap.
 */
export function instantOf(wall: WallTime, zone: string): Date {
  const ms = wallToMs(wall)
  const steady = steadyOffset(`${zone} ${wall.slice(0, 10)}`)
  if (steady !== null) return new Date(ms - steady * MINUTE_MS)
  // The offset a day before and a day after: the only two that can be in force at this wall time.
  const [before, after] = [ms - DAY_MS, ms + DAY_MS].map((at) => tzOffset(zone, new Date(at)))
  const candidates = [before, after].map((offset) => new Date(ms - (offset ?? 0) * MINUTE_MS))
  const exact = candidates.find((instant) => wallAt(instant, zone) === wall)
  return exact ?? new Date(ms - (before ?? 0) * MINUTE_MS)
}

/**
 * The offset of a zone on a day on which its clocks do not change, else null: an event's sessions are
 * on few days, and each offset that `Intl` is asked for costs a page as much as some of its elements.
 */
const steadyOffset = memoize((zoneAndDay): number | null => {
  const [zone = '', day = ''] = zoneAndDay.split(' ')
  const midnight = asUtc(day).getTime()
  // Every instant of the day lies between, in every zone.
  const [first = 0, last] = [-DAY_MS, 2 * DAY_MS].map((ms) =>
    tzOffset(zone, new Date(midnight + ms)),
  )
  return first === last ? first : null
})

/** Longer than the name of any zone. */
const MAX_ZONE_LENGTH = 64

/** True for an IANA zone that this runtime knows. */
export const isZone = (zone: string): boolean => zone.length <= MAX_ZONE_LENGTH && isKnown(zone)

const isKnown = memoize((zone): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return /^[A-Z]/i.test(zone)
  } catch {
    return false
  }
})
