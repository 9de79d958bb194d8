import type { EventStatus, EventSummary } from '#functions/events/event.ts'
import { lazily } from '#functions/lazily.ts'
import { formatWhen, isPast } from '#functions/time/format-when.ts'
import { todayIn } from '#functions/time/today.ts'

const statusWords: Record<EventStatus, string | null> = {
  scheduled: null,
  tentative: 'Not certain yet',
  postponed: 'Postponed',
  rescheduled: 'New dates',
  moved_online: 'Moved online',
  cancelled: 'Cancelled',
}

/** What has become of an event, in words; null when all is as planned. */
export const statusText = ({ status }: Pick<EventSummary, 'status'>) => statusWords[status]

/** Is it off altogether, or until somebody says when? */
export const isCalledOff = ({ status }: Pick<EventSummary, 'status'>) =>
  status === 'cancelled' || status === 'postponed'

/**
 * How far off it is, in words, unless its status says that it is off altogether. Days are those of UTC,
 * so that a page says one thing of one day; a script knows its reader's own (workers/public/js/days.ts).
 */
export function whenText(event: EventSummary, now: Date): string | null {
  if (isCalledOff(event)) return null
  return formatWhen(event, todayIn('UTC', now), isOver(event, now))
}

/** Is it over, on its own calendar? */
export const isOver = (event: Pick<EventSummary, 'zone' | 'endsOn'>, now: Date) =>
  isPast(event, todayIn(event.zone, now))

/** To come, over, or off: cancelled, or put off from days that are past. Nobody was at what is off. */
export type Stage = 'ahead' | 'over' | 'off'

/** Which of these it is, on its own calendar: what is said of those who marked it follows from it. */
export function stageOf(event: Pick<EventSummary, 'zone' | 'endsOn' | 'status'>, now: Date): Stage {
  const over = isOver(event, now)
  if (event.status === 'cancelled' || (event.status === 'postponed' && over)) return 'off'
  return over ? 'over' : 'ahead'
}

export const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const numbers = lazily(() => new Intl.NumberFormat('en'))

/** "1,204". */
export const grouped = (count: number) => numbers().format(count)

/** "138 attending", with the digits grouped. */
export const counted = (count: number, one: string, many = one) =>
  `${grouped(count)} ${count === 1 ? one : many}`
