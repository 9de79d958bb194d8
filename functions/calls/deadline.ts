import { asUtc, type Day } from '../time/day.ts'
import { todayIn } from '../time/today.ts'
import { instantOf, msToWall } from '../time/wall-clock.ts'
import type { Call } from './call.ts'
import { type Closing, closingWords } from './closing-words.ts'

/** The zone whose days end last: a day that is over here is over everywhere on earth. */
export const ANYWHERE = 'Etc/GMT+12'

const DAY_MS = 86_400_000

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

/** What `closingWords` is told of a call; null without a deadline. */
export const closingOf = ({ deadline, deadlineZone, deadlineIsDay }: Dated): Closing | null =>
  deadline && {
    day: closingDay(deadline, deadlineZone),
    deadline,
    isEverywhere: deadlineIsDay && deadlineZone === ANYWHERE,
  }

/** How long there is, in words, on the calendar of UTC: see {@link closingWords}. Null without a deadline. */
export function formatDeadline(call: Dated, now: Date): string | null {
  const closing = closingOf(call)
  return closing && closingWords(closing, { now, dayOf: (at) => todayIn('UTC', at) })
}
