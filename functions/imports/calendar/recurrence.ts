import type ICAL from 'ical.js'
import { wallToMs } from '../../time/wall-clock.ts'
import { type Moment, readMoment, shift, wallOf } from './moment.ts'

/** A programme repeats a coffee break for some days. More is somebody's birthday. */
export const MAX_OCCURRENCES = 200
const MAX_YEARS = 10
const MAX_STEPS = 20_000
const MAX_INTERVAL = 366

type Recur = InstanceType<typeof ICAL.Recur>
type Time = InstanceType<typeof ICAL.Time>
type Iterator = { next(): Time | null; check_contracting_rules(): boolean }

/**
 * When a rule (RFC 5545, 3.3.10) lets something happen again, itself first: at most
 * {@link MAX_OCCURRENCES} times and within ten years. Null for a rule that nobody can follow.
 */
export async function expandRule(rule: string, start: Moment): Promise<Moment[] | null> {
  // It is large, and few calendars have rules.
  const { default: ical } = await import('ical.js')
  try {
    const recur = ical.Recur.fromString(rule)
    if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(recur.freq)) return null
    if (recur.interval > MAX_INTERVAL) return null
    const first = ical.Time.fromDateTimeString(wallOf(start, null).replace(' ', 'T'))
    recur.until = limit(recur, start, first)
    return walk(recur, start, first)
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
  const wall = wallOf(end, zone)
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = wall
    .split(/[- :]/)
    .map(Number)
  // A day as the end has that whole day in it.
  const [lastHour, lastMinute] = end.type === 'day' ? [23, 59] : [hour, minute]
  own.fromData({ year, month, day, hour: lastHour, minute: lastMinute, second })
  return own.compare(latest) < 0 ? own : latest
}

function walk(recur: Recur, start: Moment, first: Time): Moment[] {
  const startMs = wallToMs(wallOf(start, null))
  const found: Moment[] = []
  // The library leaves it to itself how long it looks for a 30 February.
  const iterator = recur.iterator(first) as unknown as Iterator
  const check = iterator.check_contracting_rules.bind(iterator)
  let steps = 0
  iterator.check_contracting_rules = () => {
    steps += 1
    if (steps > MAX_STEPS) throw new RangeError('The rule leads nowhere')
    return check()
  }
  while (found.length < MAX_OCCURRENCES) {
    const next = iterator.next()
    if (!next) break
    const wall = next.toString().replace('T', ' ').slice(0, 19)
    found.push(shift(start, wallToMs(wall) - startMs))
  }
  return found
}
