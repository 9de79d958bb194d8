import { asUtc, type Day, daysBetween, plusDays } from '../time/day.ts'

const ordinals = ['first', 'second', 'third', 'fourth', 'last']
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** The nth (from 1; 5 is the last) of a weekday (0 is Sunday) in every month. */
export type NthWeekday = { readonly nth: number; readonly weekday: number }

/** How often a meetup meets: every so many days, or on one day of every month. */
export type Cadence = EveryFewDays | 'month' | NthWeekday
type EveryFewDays = { readonly days: number }

const LAST = 5
const LONGEST_MONTH_DAYS = 31

/** What the command line accepts. */
export const cadenceWords = 'week, 2weeks, month, or a day of the month such as first-tuesday'

/** Reads `week`, `2weeks` (any number to 52), `month` or `first-tuesday`; null for anything else. */
export function readCadence(text: string): Cadence | null {
  if (text === 'month') return 'month'
  const weeks = /^([1-9]|[1-4]\d|5[0-2])?weeks?$/.exec(text)
  if (weeks) return { days: 7 * Number(weeks[1] ?? 1) }
  const [ordinal = '', name = '', ...rest] = text.split('-')
  const nth = ordinals.indexOf(ordinal) + 1
  const weekday = weekdays.indexOf(name)
  return nth > 0 && weekday >= 0 && rest.length === 0 ? { nth, weekday } : null
}

/**
 * The first `count` days of a cadence that come after both `anchor`, from which it is counted, and
 * `after`. With `month` the anchor's own weekday is kept: the second Tuesday stays the second
 * Tuesday, and a fifth is a last one.
 */
export function nextDays(
  cadence: Cadence,
  { anchor, after, count }: { anchor: Day; after: Day; count: number },
): Day[] {
  const days: Day[] = []
  const from = after > anchor ? after : anchor
  for (let step = firstStep(cadence, anchor, from); days.length < count; step += 1) {
    const day = dayOf(cadence, anchor, step)
    if (day > from) days.push(day)
  }
  return days
}

/** A step that cannot be past the first day wanted, so that a meetup of long ago is no long way. */
function firstStep(cadence: Cadence, anchor: Day, from: Day): number {
  const days = daysBetween(anchor, from)
  if (isEveryFewDays(cadence)) return Math.floor(days / cadence.days)
  // The anchor's own month has had its meeting.
  return Math.max(1, Math.floor(days / LONGEST_MONTH_DAYS))
}

const isEveryFewDays = (cadence: Cadence): cadence is EveryFewDays =>
  cadence !== 'month' && 'days' in cadence

function dayOf(cadence: Cadence, anchor: Day, step: number): Day {
  if (isEveryFewDays(cadence)) return plusDays(anchor, step * cadence.days)
  const rule = cadence === 'month' ? nthWeekdayOf(anchor) : cadence
  const first = asUtc(anchor)
  return nthWeekdayIn(first.getUTCFullYear(), first.getUTCMonth() + step, rule)
}

/** The second Tuesday, for a day that is one. */
function nthWeekdayOf(day: Day): NthWeekday {
  const date = asUtc(day)
  return { nth: Math.ceil(date.getUTCDate() / 7), weekday: date.getUTCDay() }
}

function nthWeekdayIn(year: number, month: number, { nth, weekday }: NthWeekday): Day {
  if (nth === LAST) {
    const last = new Date(Date.UTC(year, month + 1, 0))
    const back = (last.getUTCDay() - weekday + 7) % 7
    return plusDays(last.toISOString().slice(0, 10), -back)
  }
  const first = new Date(Date.UTC(year, month, 1))
  const ahead = (weekday - first.getUTCDay() + 7) % 7
  return plusDays(first.toISOString().slice(0, 10), ahead + 7 * (nth - 1))
}
