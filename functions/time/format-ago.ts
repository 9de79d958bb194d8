const DAY_MS = 86_400_000
const units = [
  { days: 365, one: 'a year', many: 'years' },
  { days: 30, one: 'a month', many: 'months' },
  { days: 7, one: 'a week', many: 'weeks' },
] as const

/** How long ago something was, roughly: "today", "yesterday", "5 days ago", "2 months ago". */
export function formatAgo(at: Date, now: Date): string {
  const days = Math.floor((now.getTime() - at.getTime()) / DAY_MS)
  if (days < 1) return 'today'
  if (days === 1) return 'yesterday'
  const unit = units.find((candidate) => days >= candidate.days)
  if (!unit) return `${days} days ago`
  const count = Math.floor(days / unit.days)
  return `${count === 1 ? unit.one : `${count} ${unit.many}`} ago`
}
