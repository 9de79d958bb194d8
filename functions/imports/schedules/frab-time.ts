import { instantOf, msToWall, type WallTime, wallAt, wallToMs } from '#functions/time/wall-clock.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const MAX_MINUTES = 14 * 24 * 60

/** An instant as it is written: the clock time in it, and what it is worth where it has an offset. */
export type WrittenTime = {
  readonly wall: WallTime
  readonly instant: Date | null
  readonly inUtc: boolean
}

/** `2025-02-01T09:30:00+01:00`, with or without seconds and offset, or null for anything else. */
export function readWritten(text: string): WrittenTime | null {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(
    text,
  )
  if (!match) return null
  const [, day, minutes, seconds = '00', offset] = match
  const wall = `${day} ${minutes}:${seconds}`
  if (Number.isNaN(wallToMs(wall)) || msToWall(wallToMs(wall)) !== wall) return null
  const instant = offset ? new Date(text.replace(' ', 'T').replace(/(\d\d)(\d\d)$/, '$1:$2')) : null
  if (instant && Number.isNaN(instant.getTime())) return null
  return { wall, instant, inUtc: offset !== undefined && /^Z$|00:?00$/i.test(offset) }
}

/** A day that exists, of `2025-02-01` or of a date and time, or null. */
export function readDay(text: string): string | null {
  const day = text.slice(0, 10)
  return /^\d{4}-\d\d-\d\d$/.test(day) && readWritten(`${day}T00:00`) ? day : null
}

/** Minutes of `0:45`, `01:30` and of days before that, as in `1:00:00`, or null. */
export function readFrabDuration(text: string): number | null {
  const match = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)$/.exec(text)
  if (!match) return null
  const [days, hours, minutes] = [match[1], match[2], match[3]].map((part) => Number(part ?? 0))
  const length = ((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)
  return length <= MAX_MINUTES ? length : null
}

/** `9:30` or `09:30:00` as `HH:MM:SS`, or null. */
export function readClock(text: string): string | null {
  const match = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(text)
  const [hours = 24, minutes = 60, seconds = 0] = match
    ? match.slice(1).map((part) => Number(part ?? 0))
    : []
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  return [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':')
}

/** A day of a schedule as its source has it. */
export type FrabDay = { readonly date: string; readonly start: string; readonly end: string }

export type FrabZones = {
  /** The source's own, IANA. */
  readonly source: string | null
  /** The event's, on whose clock times are wanted. */
  readonly wanted: string | null
}

/** The day that a conference day is called by. One that is written in UTC is told by its start, in the zone. */
export function conferenceDay(day: FrabDay, zones: FrabZones): string | null {
  const zone = zones.source ?? zones.wanted
  const start = readWritten(day.start)
  if (zone && start?.instant && start.inUtc) return wallAt(start.instant, zone).slice(0, 10)
  return readDay(day.date) ?? start?.wall.slice(0, 10) ?? null
}

/** Minutes after midnight at which a day ends that says so, or null. An end at 08:59 stands for 09:00. */
export function dayEndMinutes(day: FrabDay, zones: FrabZones): number | null {
  const zone = zones.source ?? zones.wanted
  const end = readWritten(day.end)
  if (!end) return null
  const wall = zone && end.instant && end.inUtc ? wallAt(end.instant, zone) : end.wall
  const [, hours = '0', minutes = '0', seconds = '0'] = /(\d\d):(\d\d):(\d\d)$/.exec(wall) ?? []
  const rounded = Number(hours) * 60 + Number(minutes) + (Number(seconds) > 0 ? 1 : 0)
  const full = rounded % 5 === 4 ? rounded + 1 : rounded
  // A day that ends in its own evening has no hours after midnight.
  return wall.slice(0, 10) > (conferenceDay(day, zones) ?? '9') ? full % (24 * 60) : 0
}

export type FrabTimes = { readonly date: string; readonly start: string; readonly minutes: number }
export type SessionTimes = { readonly startsAt: WallTime; readonly endsAt: WallTime }

/**
 * When an event of a frab schedule is. Its `start` is what the conference's clocks show; `date` only
 * says on which day, for some write it in UTC. Null where neither tells.
 */
export function frabTimes(
  { date, start, minutes }: FrabTimes,
  day: { readonly date: string | null; readonly changeMinutes: number },
  zones: FrabZones,
): SessionTimes | null {
  const written = readWritten(date)
  const wall = sourceWall(written, readClock(start), day, zones)
  if (!wall) return null
  const { source, wanted } = zones
  if (!source || !wanted || source === wanted) return spanOf(wall, minutes)
  const instant =
    written?.instant && written.wall === wall ? written.instant : instantOf(wall, source)
  return spanOf(wallAt(instant, wanted), minutes)
}

export const spanOf = (startsAt: WallTime, minutes: number): SessionTimes => ({
  startsAt,
  endsAt: msToWall(wallToMs(startsAt) + minutes * MINUTE_MS),
})

function sourceWall(
  written: WrittenTime | null,
  clock: string | null,
  day: { readonly date: string | null; readonly changeMinutes: number },
  zones: FrabZones,
): WallTime | null {
  const zone = zones.source ?? zones.wanted
  const local = written?.instant && zone ? wallAt(written.instant, zone) : null
  if (!clock) return local ?? written?.wall ?? null
  const agreeing = [written?.wall, local].find((wall) => wall?.slice(11, 16) === clock.slice(0, 5))
  if (agreeing) return agreeing
  if (!day.date) return null
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  const isAfterMidnight = hours * 60 + minutes < day.changeMinutes
  return msToWall(wallToMs(`${day.date} ${clock}`) + (isAfterMidnight ? DAY_MS : 0))
}
