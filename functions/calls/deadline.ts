import { asUtc, type Day, daysBetween } from '../time/day.ts'
import { todayIn } from '../time/today.ts'
import { instantOf, msToWall } from '../time/wall-clock.ts'
import type { Call } from './call.ts'

/** The zone whose days end last: a day that is over here is over everywhere on earth. */
export const ANYWHERE = 'Etc/GMT+12'

const DAY_MS = 86_400_000
const WEEKS_AFTER_DAYS = 21
const MONTHS_AFTER_DAYS = 70
const DAYS_IN_A_MONTH = 30.4

type Dated = Pick<Call, 'deadline' | 'deadlineZone' | 'deadlineIsDay'>

/**
 * When a day without a time is too late: the first moment at which it has ended in an IANA zone, or
 * else everywhere on earth. The closing day itself is still open.
 */
export const endOfDay = (day: Day, zone: string = ANYWHERE): Date =>
  instantOf(msToWall(asUtc(day).getTime() + DAY_MS), zone)

/** May one still answer? The closing day counts; a call that has not begun does not. */
export const isOpen = ({ deadline, opensAt }: Pick<Call, 'deadline' | 'opensAt'>, now: Date) =>
  (deadline === null || now < deadline) && (opensAt === null || opensAt <= now)

/** The last day on which one may answer, on the wall calendar of the zone that was stated. */
export const closingDay = (deadline: Date, zone: string): Day =>
  todayIn(zone, new Date(deadline.getTime() - 1))

/**
 * How long there is, in words: "Closes in 3 days", "Closes today, anywhere on earth", "Closed
 * yesterday". Days are those of the zone that was stated. Null without a deadline.
 */
export function formatDeadline(
  { deadline, deadlineZone, deadlineIsDay }: Dated,
  now: Date,
): string | null {
  if (deadline === null) return null
  const days = daysBetween(todayIn(deadlineZone, now), closingDay(deadline, deadlineZone))
  if (now >= deadline) return `Closed ${behind(-days)}`
  if (days > 1) return `Closes in ${roughly(days)}`
  const everywhere = deadlineIsDay && deadlineZone === ANYWHERE ? ', anywhere on earth' : ''
  return `Closes ${days === 1 ? 'tomorrow' : 'today'}${everywhere}`
}

function behind(days: number): string {
  if (days <= 0) return 'today'
  return days === 1 ? 'yesterday' : `${roughly(days)} ago`
}

function roughly(days: number): string {
  if (days < WEEKS_AFTER_DAYS) return `${days} days`
  if (days < MONTHS_AFTER_DAYS) return `${Math.round(days / 7)} weeks`
  return `${Math.round(days / DAYS_IN_A_MONTH)} months`
}
