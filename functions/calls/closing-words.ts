import { type Day, daysBetween } from '../time/day.ts'
import { roughly } from '../time/relative-days.ts'

// Browsers load this too, so it knows days and nothing that formats them.

const HOUR_MS = 3_600_000
const DAYS_IN_A_MONTH = 30.4

/** When a call closes. */
export type Closing = {
  /** The last day on which one may answer, as it was stated. */
  readonly day: Day
  /** The first instant that is too late. */
  readonly deadline: Date
  /** It is a day that lasts until it has ended everywhere on earth. */
  readonly isEverywhere: boolean
}

/** Whose calendar it is told on: on which day an instant is there. */
type Calendar = { readonly now: Date; readonly dayOf: (at: Date) => Day }

/**
 * How long there is, in words: "Closes in 3 days", "Closes today, anywhere on earth", "Closed
 * yesterday". The stated day is told as a page tells the days of its events, on its reader's calendar.
 * Where that would be wrong of the instant, because the day is over there and the call still open, or
 * the call closes there on the day before, it is the hours that are left.
 */
export function closingWords(
  { day, deadline, isEverywhere }: Closing,
  { now, dayOf }: Calendar,
): string {
  const today = dayOf(now)
  const days = daysBetween(today, day)
  if (now >= deadline) return `Closed ${behind(-days)}`
  const lastDay = dayOf(new Date(deadline.getTime() - 1))
  if (days < 0 || (days > 0 && lastDay <= today)) return `Closes ${hours(deadline, now)}`
  if (days > 1) return `Closes in ${distance(days)}`
  return `Closes ${days === 1 ? 'tomorrow' : 'today'}${isEverywhere ? ', anywhere on earth' : ''}`
}

/** Whole ones: nobody is promised more than there is. */
function hours(deadline: Date, now: Date): string {
  const count = Math.floor((deadline.getTime() - now.getTime()) / HOUR_MS)
  if (count < 1) return 'within the hour'
  return count === 1 ? 'in an hour' : `in ${count} hours`
}

function behind(days: number): string {
  if (days <= 0) return 'today'
  return days === 1 ? 'yesterday' : `${distance(days)} ago`
}

const distance = (days: number) => roughly(days) ?? `${Math.round(days / DAYS_IN_A_MONTH)} months`
