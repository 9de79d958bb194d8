import { utcOffset, zoneCity } from '../time/format-dates.ts'
import type { Call } from './call.ts'
import { ANYWHERE, closingDay } from './deadline.ts'

type Dated = Pick<Call, 'deadline' | 'deadlineZone' | 'deadlineIsDay'>

const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string, timed: boolean): Intl.DateTimeFormat {
  const key = `${zone} ${timed}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    ...(timed && { hour: '2-digit', minute: '2-digit' }),
  })
  formats.set(key, made)
  return made
}

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
  const parts = format(deadlineZone, !deadlineIsDay).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? ''
  const day = `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`
  const time = deadlineIsDay ? '' : `, ${part('hour')}:${part('minute')}`
  return `${day}${time}, ${zone}`
}
