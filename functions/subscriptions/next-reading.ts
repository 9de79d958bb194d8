import type { Day } from '../time/day.ts'
import { daysBetween } from '../time/day.ts'
import { todayIn } from '../time/today.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** After the last day: late changes, such as the links to recordings. */
const DAYS_AFTER = 2
const DAYS_BEFORE = 14
const MAX_BACKOFF_MS = 24 * HOUR_MS

type Dates = { readonly zone: string; readonly startsOn: Day; readonly endsOn: Day }

/** Whether there is nothing more to expect of an event's schedule. */
export const isReadingOver = (
  { zone, endsOn }: Pick<Dates, 'zone' | 'endsOn'>,
  now: Date,
): boolean => daysBetween(endsOn, todayIn(zone, now)) > DAYS_AFTER

/** When to read a schedule again that was read now: often while the event is on, seldom long before. */
export function nextReading({ zone, startsOn }: Dates, now: Date): Date {
  const days = daysBetween(todayIn(zone, now), startsOn)
  const waitMs = days <= 1 ? 10 * MINUTE_MS : days <= DAYS_BEFORE ? HOUR_MS : 6 * HOUR_MS
  return new Date(now.getTime() + waitMs)
}

/**
 * When to try again after so many failures in a row: after 20 minutes, then twice as long each time,
 * up to a day; not before the server wants to be asked.
 */
export function nextTry(failures: number, now: Date, retryAfterS: number | null = null): Date {
  const backoffMs = Math.min(10 * MINUTE_MS * 2 ** Math.min(failures, 10), MAX_BACKOFF_MS)
  const askedMs = Math.min((retryAfterS ?? 0) * 1000, MAX_BACKOFF_MS)
  return new Date(now.getTime() + Math.max(backoffMs, askedMs))
}
