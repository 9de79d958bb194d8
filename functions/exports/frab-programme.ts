import { tzOffset } from '@date-fns/tz'
import { type Day, plusDays } from '../time/day.ts'
import { instantOf, msToWall, type WallTime, wallAt, wallToMs } from '../time/wall-clock.ts'
import type { ExportedProgramme, ExportedSession } from './exported-programme.ts'

const MINUTE_MS = 60_000
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** How files of ours call their generator; in them, an event's `url` is our own page of it. */
export const GENERATOR = 'Hallway'

/** A session with all that frab's schemas want of an event. */
export type FrabSession = ExportedSession & {
  readonly guid: string
  /** With the offset that the clocks have then. */
  readonly date: string
  /** `HH:MM`. */
  readonly start: string
  readonly minutes: number
  readonly frabSlug: string
}

export type FrabRoom = { readonly name: string; readonly sessions: readonly FrabSession[] }
export type FrabDay = {
  readonly index: number
  readonly date: Day
  readonly start: string
  readonly end: string
  readonly rooms: readonly FrabRoom[]
}

/**
 * The programme by day and room, as frab's formats have it. What is withdrawn is left out, and so is
 * what has no time, for which they have no place.
 */
export function frabDays({ event, rooms, sessions }: ExportedProgramme): FrabDay[] {
  const isoAt = isoIn(event.zone)
  const shown = sessions.flatMap((session) => toFrab(session, event, isoAt) ?? [])
  const byDay = Map.groupBy(shown, (session) => dayOf(session, event.dayChangeMinutes))
  if (byDay.size === 0) byDay.set(event.startsOn, [])
  return [...byDay].sort(byKey).map(([date, ofDay], index) => {
    const change = (day: Day) =>
      isoAt(msToWall(wallToMs(`${day} 00:00:00`) + event.dayChangeMinutes * MINUTE_MS))
    const byRoom = Map.groupBy(ofDay.sort(byClock), ({ room }) => room ?? '')
    return {
      index: index + 1,
      date,
      start: change(date),
      end: change(plusDays(date, 1)),
      rooms: [...byRoom]
        .sort(
          ([one], [other]) => rooms.indexOf(one) - rooms.indexOf(other) || (one < other ? -1 : 1),
        )
        .map(([name, ofRoom]) => ({ name, sessions: ofRoom })),
    }
  })
}

/** What the formats call an event: its slug, spelt as both schemas want it. */
export function acronymOf({ slug, year }: ExportedProgramme['event']): string {
  const acronym = slug.replaceAll('-', '_')
  return acronym.length < 4 ? `${acronym}_${year}` : acronym
}

function toFrab(
  session: ExportedSession,
  event: ExportedProgramme['event'],
  isoAt: (wall: WallTime) => string,
): FrabSession | null {
  const { startsAt, endsAt, externalId, id, number, slug } = session
  if (session.isWithdrawn || !startsAt || !endsAt) return null
  return {
    ...session,
    guid: externalId && UUID.test(externalId) ? externalId : id,
    date: isoAt(startsAt),
    start: startsAt.slice(11, 16),
    minutes: Math.round((wallToMs(endsAt) - wallToMs(startsAt)) / MINUTE_MS),
    frabSlug: `${acronymOf(event)}-${String(number).padStart(4, '0')}-${slug}`,
  }
}

const dayOf = ({ day, startsAt }: FrabSession, changeMinutes: number): Day =>
  day ?? msToWall(wallToMs(startsAt ?? '') - changeMinutes * MINUTE_MS).slice(0, 10)

/** Spells clock times of one zone. Many sessions start together, and asking for an offset is slow. */
function isoIn(zone: string): (wall: WallTime) => string {
  const isoTimes = new Map<WallTime, string>()
  return (wall) => {
    const known = isoTimes.get(wall) ?? isoOf(wall, zone)
    isoTimes.set(wall, known)
    return known
  }
}

/** A clock time with the offset that the zone has then. */
function isoOf(wall: WallTime, zone: string): string {
  const instant = instantOf(wall, zone)
  const offset = tzOffset(zone, instant)
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
    String(part).padStart(2, '0'),
  )
  return `${wallAt(instant, zone).replace(' ', 'T')}${offset < 0 ? '-' : '+'}${hours}:${minutes}`
}

const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) =>
  one < other ? -1 : 1
const byClock = (one: FrabSession, other: FrabSession) =>
  (one.startsAt ?? '') < (other.startsAt ?? '')
    ? -1
    : one.startsAt === other.startsAt
      ? one.number - other.number
      : 1
