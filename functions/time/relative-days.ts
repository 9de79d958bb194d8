import { type Day, daysBetween } from './day.ts'

// Browsers load this too, so it knows days and nothing that formats them.

const weeksAfterDays = 21
const monthsAfterDays = 70
const yearsAfterDays = 350

/** The first and the last day, as `Moment` hands them to scripts. */
export type Days = { readonly startsOn: Day; readonly endsOn: Day }

/**
 * How far off it is on a reader's calendar: "Today", "On now", "In 3 days", "Ended 2 years ago". Null
 * when the words would add nothing to the date itself. It has ended only when `isOver` says so: a day
 * that is over for the reader may still last where the event is.
 */
export function relativeDays(
  { startsOn, endsOn }: Days,
  { today, isOver }: { today: Day; isOver: boolean },
): string | null {
  if (isOver) return behind(daysBetween(endsOn, today))
  if (startsOn === today) return 'Today'
  return startsOn > today ? ahead(daysBetween(today, startsOn)) : 'On now'
}

function ahead(days: number): string | null {
  if (days === 1) return 'Tomorrow'
  const distance = roughly(days)
  return distance && `In ${distance}`
}

function behind(days: number): string | null {
  if (days <= 0) return 'Ended today'
  if (days === 1) return 'Ended yesterday'
  const distance = roughly(days)
  return distance ? `Ended ${distance} ago` : longBehind(days)
}

/** So long ago that nobody counts weeks; null before that. */
export function longBehind(days: number): string | null {
  if (days < monthsAfterDays) return null
  if (days < yearsAfterDays) return `Ended ${Math.round(days / 30.44)} months ago`
  const years = Math.max(1, Math.floor(days / 365.25))
  return `Ended ${years === 1 ? 'a year' : `${years} years`} ago`
}

/** In days, or in weeks where nobody counts days; null where nobody counts weeks either. */
export function roughly(days: number): string | null {
  if (days < weeksAfterDays) return `${days} days`
  return days < monthsAfterDays ? `${Math.round(days / 7)} weeks` : null
}
