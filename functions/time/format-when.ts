import { type Day, daysBetween } from './day.ts'
import { type EventDates, monthName } from './format-dates.ts'

const weeksAfterDays = 21
const monthsAfterDays = 70
const yearsAfterDays = 350

/**
 * How far off an event is, in words, seen from `today` in the event's own zone: "Today", "On now",
 * "In 3 days", "Ended 2 years ago". Null when the words would add nothing to the date itself.
 */
export function formatWhen(dates: EventDates, today: Day): string | null {
  const { startsOn, endsOn, datePrecision } = dates
  if (datePrecision !== 'day')
    return endsOn < today ? longBehind(daysBetween(endsOn, today)) : 'Dates to be announced'
  if (startsOn <= today && today <= endsOn) return startsOn === today ? 'Today' : 'On now'
  if (startsOn > today) return ahead(daysBetween(today, startsOn))
  return behind(daysBetween(endsOn, today))
}

/** Has the last day passed? */
export const isPast = ({ endsOn }: Pick<EventDates, 'endsOn'>, today: Day) => endsOn < today

function ahead(days: number): string | null {
  if (days === 1) return 'Tomorrow'
  const distance = roughly(days)
  return distance && `In ${distance}`
}

function behind(days: number): string | null {
  if (days === 1) return 'Ended yesterday'
  const distance = roughly(days)
  return distance ? `Ended ${distance} ago` : longBehind(days)
}

/** So long ago that nobody counts weeks; null before that. */
function longBehind(days: number): string | null {
  if (days < monthsAfterDays) return null
  if (days < yearsAfterDays) return `Ended ${Math.round(days / 30.44)} months ago`
  const years = Math.max(1, Math.floor(days / 365.25))
  return `Ended ${years === 1 ? 'a year' : `${years} years`} ago`
}

function roughly(days: number): string | null {
  if (days < weeksAfterDays) return `${days} days`
  return days < monthsAfterDays ? `${Math.round(days / 7)} weeks` : null
}

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
