import type ICAL from 'ical.js'
import { wallToMs } from '../../time/wall-clock.ts'
import { type Moment, readMoment, shift, wallTimeOfMoment } from './moment.ts'

/** A programme repeats a coffee break for some days. More is somebody's birthday. */
export const MAX_OCCURRENCES = 200
const MAX_YEARS = 10
const MAX_RULE_LENGTH = 500
const MAX_INTERVAL = 366
/** Each day of ten years, looked at from both ends of its month, with some to spare. */
const MAX_STEPS = 10_000
/** What a year costs whose days are all looked at. */
const STEPS_OF_DAYS = 20
/** A second's work, if each is as dear as one can be. */
const MAX_STEPS_PER_FILE = 60_000

/** How far rules may still be followed in a file: some lead nowhere for as long as one lets them. */
export type Steps = { left: number }
export const newSteps = (): Steps => ({ left: MAX_STEPS_PER_FILE })

type Ical = typeof ICAL
type Recur = InstanceType<typeof ICAL.Recur>
type RecurIterator = InstanceType<typeof ICAL.RecurIterator>
type Time = InstanceType<typeof ICAL.Time>

/**
 * When a rule (RFC 5545, 3.3.10) lets something happen again, itself first: at most
 * {@link MAX_OCCURRENCES} times and within ten years. Null for a rule that nobody can follow, or
 * not with the steps that are left.
 */
export async function expandRule(
  rule: string,
  start: Moment,
  steps: Steps,
): Promise<Moment[] | null> {
  if (rule.length > MAX_RULE_LENGTH || steps.left <= 0) return null
  // It is large, and few calendars have rules.
  const { default: ical } = await import('ical.js')
  try {
    const recur = ical.Recur.fromString(rule)
    if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(recur.freq)) return null
    if (recur.interval > MAX_INTERVAL) return null
    const first = ical.Time.fromDateTimeString(wallTimeOfMoment(start, null).replace(' ', 'T'))
    recur.until = limit(recur, start, first)
    return walk(ical, recur, { start, first, steps })
  } catch {
    // Its parser throws plain errors at whatever it cannot read.
    return null
  }
}

/** The rule's own end on the clock of its start, or ten years on. Without one, some rules are searched for ever. */
function limit({ until }: Recur, start: Moment, first: Time): Time {
  const latest = first.clone()
  latest.year += MAX_YEARS
  if (!until) return latest
  const end = readMoment(until.toICALString(), start.type === 'wall' ? start.zone : null)
  if (!end) return latest
  const zone = start.type === 'wall' ? start.zone : null
  const own = first.clone()
  const wall = wallTimeOfMoment(end, zone)
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = wall
    .split(/[- :]/)
    .map(Number)
  // A day as the end has that whole day in it.
  const [lastHour, lastMinute] = end.type === 'day' ? [23, 59] : [hour, minute]
  own.fromData({ year, month, day, hour: lastHour, minute: lastMinute, second })
  return own.compare(latest) < 0 ? own : latest
}

type From = { readonly start: Moment; readonly first: Time; readonly steps: Steps }

function walk(ical: Ical, recur: Recur, { start, first, steps }: From): Moment[] {
  const startMs = wallToMs(wallTimeOfMoment(start, null))
  const found: Moment[] = []
  const iterator = countedIterator(ical, recur, { first, steps })
  while (found.length < MAX_OCCURRENCES) {
    const next = iterator.next()
    if (!next) break
    const wall = next.toString().replace('T', ' ').slice(0, 19)
    found.push(shift(start, wallToMs(wall) - startMs))
  }
  return found
}

/**
 * The library leaves it to itself how long it looks for a 30 February, and looks for a fifth Monday
 * where none ever is when its iterator is made already. Each of its loops goes on by one of these, and
 * all that is dear is done by them.
 */
function countedIterator(ical: Ical, rule: Recur, { first, steps }: Omit<From, 'start'>) {
  const end = Math.max(0, steps.left - MAX_STEPS)
  const step = (count = 1) => {
    if (steps.left <= end) throw new RangeError('The rule leads nowhere')
    steps.left -= count
  }
  const looksAtDays = rule.getComponent('BYDAY').length > 0
  class Counted extends ical.RecurIterator {
    override check_contracting_rules() {
      step()
      return super.check_contracting_rules()
    }
    override increment_month() {
      step()
      super.increment_month()
    }
    override increment_year(years: number) {
      step(looksAtDays ? STEPS_OF_DAYS : 1)
      super.increment_year(years)
    }
  }
  // Asked of each day of a month or a year, from the front and from behind. Private to its types only.
  const isInSet = Reflect.get(ical.RecurIterator.prototype, 'check_set_position')
  Object.defineProperty(Counted.prototype, 'check_set_position', {
    value(this: RecurIterator, position: number) {
      step()
      return isInSet.call(this, position)
    },
  })
  return new Counted({ rule, dtstart: first })
}
