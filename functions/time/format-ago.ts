import { daysBetween } from './day.ts'

const units = [
  { days: 365, one: 'a year', many: 'years' },
  { days: 30, one: 'a month', many: 'months' },
  { days: 7, one: 'a week', many: 'weeks' },
] as const

/** How long ago something was, roughly, in days of UTC: "today", "yesterday", "5 days ago", "2 months ago". */
export const formatAgo = (at: Date, now: Date): string =>
  agoText(daysBetween(utcDay(at), utcDay(now)))

const utcDay = (at: Date) => at.toISOString().slice(0, 10)

/** The same of whole days on whoever's calendar. Browsers load it too. */
export function agoText(days: number): string {
  if (days < 1) return 'today'
  if (days === 1) return 'yesterday'
  const unit = units.find((candidate) => days >= candidate.days)
  if (!unit) return `${days} days ago`
  const count = Math.floor(days / unit.days)
  return `${count === 1 ? unit.one : `${count} ${unit.many}`} ago`
}
