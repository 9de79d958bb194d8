import type { ScheduleChange } from '#functions/sessions/changes.ts'
import type { CreditRole, SessionKind, SessionLevel } from '#functions/sessions/session.ts'
import type { Day } from '#functions/time/day.ts'
import { dayFormat, zoneCity } from '#functions/time/format-dates.ts'
import { type WallTime, wallToMs } from '#functions/time/wall-clock.ts'

const MINUTE_MS = 60_000

export const levelNames: Record<SessionLevel, string> = {
  beginner: 'For beginners',
  intermediate: 'Intermediate',
  advanced: 'Advanced',
}

/** Said only where it is not what most sessions are. */
export const sessionKindNames: Partial<Record<SessionKind, string>> = {
  keynote: 'Keynote',
  workshop: 'Workshop',
  panel: 'Panel',
  lightning: 'Lightning talks',
  meetup: 'Meetup',
}

export const roleNames: Partial<Record<CreditRole, string>> = {
  moderator: 'moderates',
  host: 'hosts',
}

/** A day of a programme in an address; `none` is that of what has no day yet. */
export const dayParam = (day: Day | null) => day ?? 'none'

/** "Sun 1 Feb". */
export const shortDay = dayFormat({ weekday: 'short', day: 'numeric', month: 'short' })

/** "Sunday 1 February". */
export const longDay = dayFormat({ weekday: 'long', day: 'numeric', month: 'long' })

/** "Sunday 1 February 2026". */
export const longDayOfYear = dayFormat({
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

/** "14:05". */
export const clockText = (at: WallTime) => at.slice(11, 16)

export const dayOf = (at: WallTime): Day => at.slice(0, 10)

/** Whole minutes on the event's own clock; null without times. */
export function minutesOf({
  startsAt,
  endsAt,
}: {
  startsAt: WallTime | null
  endsAt: WallTime | null
}): number | null {
  if (startsAt === null || endsAt === null) return null
  return Math.round((wallToMs(endsAt) - wallToMs(startsAt)) / MINUTE_MS)
}

/** "50 min", "1 h", "1 h 30 min". */
export function lengthText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`]
    .filter(Boolean)
    .join(' ')
}

/** What became of a session, to stand behind its title: "moved to Room B, Sun 1 Feb 14:00 Brussels time". */
export function changeText({ kind, before, after }: ScheduleChange, zone: string): string {
  if (kind === 'added') return 'was added'
  if (kind === 'withdrawn') return 'was withdrawn'
  if (kind === 'restored') return 'takes place after all'
  if (kind === 'renamed') return `was called “${before?.title ?? ''}” before`
  if (kind === 'recast') return castText(before?.names ?? [], after?.names ?? [])
  const where = after?.room != null && after.room !== before?.room ? after.room : null
  const isElsewhen = after?.startsAt !== before?.startsAt || after?.day !== before?.day
  const when = isElsewhen ? whenText(after?.day ?? null, after?.startsAt ?? null, zone) : null
  const to = [where, when].filter(Boolean).join(', ')
  return to ? `moved to ${to}` : 'has no room for now'
}

function whenText(day: Day | null, startsAt: WallTime | null, zone: string): string {
  if (startsAt === null) return day === null ? 'a time not yet set' : shortDay(day)
  return `${shortDay(dayOf(startsAt))} ${clockText(startsAt)} ${zoneCity(zone)} time`
}

function castText(before: readonly string[], after: readonly string[]): string {
  const come = after.filter((name) => !before.includes(name))
  const gone = before.filter((name) => !after.includes(name))
  const parts = [
    come.length > 0 && `now with ${come.join(', ')}`,
    gone.length > 0 && `without ${gone.join(', ')}`,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : 'has other speakers'
}
