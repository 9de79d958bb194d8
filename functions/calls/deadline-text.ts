import { memoize } from '../memoize.ts'
import { utcOffset, zoneCity } from '../time/format-dates.ts'
import type { Call } from './call.ts'
import { ANYWHERE, closingDay } from './deadline.ts'

type Dated = Pick<Call, 'deadline' | 'deadlineZone' | 'deadlineIsDay'>

const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
const time = { hour: '2-digit', minute: '2-digit' } as const

const dayFormatIn = memoize((zone) => new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...day }))
const timeFormatIn = memoize(
  (zone) => new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...day, ...time }),
)

/**
 * The deadline as it was stated, always with its zone: "Tuesday 1 September 2026, anywhere on earth",
 * "Tuesday 1 September 2026, 18:00, Berlin time (UTC+2)". Null without a deadline.
 */
export function deadlineText({ deadline, deadlineZone, deadlineIsDay }: Dated): string | null {
  if (deadline === null) return null
  const zone =
    deadlineZone === ANYWHERE
      ? 'anywhere on earth'
      : `${zoneCity(deadlineZone)} time (${utcOffset(deadlineZone, closingDay(deadline, deadlineZone))})`
  const at = deadlineIsDay ? new Date(deadline.getTime() - 1) : deadline
  const format = deadlineIsDay ? dayFormatIn : timeFormatIn
  const parts = format(deadlineZone).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? ''
  const date = `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`
  const clock = deadlineIsDay ? '' : `, ${part('hour')}:${part('minute')}`
  return `${date}${clock}, ${zone}`
}
