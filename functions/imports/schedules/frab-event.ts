import { isZone } from '#functions/time/wall-clock.ts'
import { cleanText, cleanUrl } from '../clean.ts'
import type { ProgrammeEvent } from '../programme-record.ts'
import {
  conferenceDay,
  dayEndMinutes,
  type FrabDay,
  type FrabZones,
  frabTimes,
  readClock,
  readDay,
  readFrabDuration,
} from './frab-time.ts'
import type { ParsedRemark, ParsedSession } from './parsed-programme.ts'

const MAX_NAME_LENGTH = 200

/** What a frab schedule says of its conference, as text; what is not there is an empty string. */
export type FrabConference = {
  readonly line: number
  readonly acronym: string
  readonly title: string
  readonly start: string
  readonly end: string
  readonly zone: string
  /** `09:00:00`, which FOSDEM has. */
  readonly dayChange: string
  readonly city: string
  readonly url: string
}

/** An event of a frab schedule before its times are worked out, which takes all of the days. */
export type FrabEvent = {
  readonly parsed: Omit<ParsedSession, 'day' | 'times'>
  readonly day: FrabDay
  readonly date: string
  readonly start: string
  readonly duration: string
}

/** The zone that a schedule names, if it is one, and the one that times are wanted in. */
export const frabZones = (named: string, wanted: string | null): FrabZones => ({
  source: isZone(named) ? named : null,
  wanted,
})

/** Minutes after midnight at which days change: as stated, or else as most days end. */
export function dayChangeOf(stated: string, days: readonly FrabDay[], zones: FrabZones): number {
  const clock = readClock(stated)
  if (clock) return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
  const ends = Map.groupBy(days, (day) => dayEndMinutes(day, zones) ?? 0)
  const [most] = [...ends].sort(([, one], [, other]) => other.length - one.length)
  return most?.[0] ?? 0
}

/** The conference as a programme's event. */
export const frabConference = (
  conference: FrabConference,
  zones: FrabZones,
  dayChangeMinutes: number,
): Omit<ProgrammeEvent, 'file'> => ({
  line: conference.line,
  externalId: cleanText(conference.acronym).slice(0, MAX_NAME_LENGTH) || null,
  name: cleanText(conference.title).slice(0, MAX_NAME_LENGTH) || null,
  startsOn: readDay(conference.start),
  endsOn: readDay(conference.end),
  zone: zones.source,
  dayChangeMinutes,
  city: cleanText(conference.city).slice(0, MAX_NAME_LENGTH) || null,
  website: conference.url ? cleanUrl(conference.url) : null,
})

/** Events with the times that they have on the wanted clock, and remarks on those whose times are none. */
export function timeEvents(
  events: readonly FrabEvent[],
  zones: FrabZones,
  changeMinutes: number,
): { sessions: ParsedSession[]; remarks: ParsedRemark[] } {
  const remarks: ParsedRemark[] = []
  const sessions = events.map(({ parsed, day, date, start, duration }) => {
    const conferenceDate = conferenceDay(day, zones)
    const minutes = readFrabDuration(duration)
    const times =
      minutes === null
        ? null
        : frabTimes({ date, start, minutes }, { date: conferenceDate, changeMinutes }, zones)
    if (!times && (date || start))
      remarks.push({
        type: 'note',
        line: parsed.line,
        reason: `Its times are left out: ${cleanText(`${date} ${start} for ${duration}`).slice(0, 80)}`,
      })
    return { ...parsed, day: conferenceDate ?? times?.startsAt.slice(0, 10) ?? null, times }
  })
  return { sessions, remarks }
}
