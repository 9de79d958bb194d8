import { type Day, daysBetween } from './day.ts'
import { type EventDates, monthName } from './format-dates.ts'
import { longBehind, relativeDays } from './relative-days.ts'

/**
 * How far off an event is, in words, seen from `today`: see {@link relativeDays}. `isOver` is for who
 * knows more than that calendar does, such as the event's own clock.
 */
export function formatWhen(
  dates: EventDates,
  today: Day,
  isOver = dates.endsOn < today,
): string | null {
  if (dates.datePrecision === 'day') return relativeDays(dates, { today, isOver })
  return isOver ? longBehind(daysBetween(dates.endsOn, today)) : 'Dates to be announced'
}

/** Has the last day passed? */
export const isPast = ({ endsOn }: Pick<EventDates, 'endsOn'>, today: Day) => endsOn < today

/** A list in its own order, cut where the month of the first day changes. */
export function byMonth<E extends EventDates>(
  events: readonly E[],
): { month: string; events: E[] }[] {
  const months: { month: string; events: E[] }[] = []
  for (const event of events) {
    const month =
      event.datePrecision === 'year'
        ? `Some time in ${event.startsOn.slice(0, 4)}`
        : monthName(event.startsOn)
    const last = months.at(-1)
    if (last?.month === month) last.events.push(event)
    else months.push({ month, events: [event] })
  }
  return months
}
