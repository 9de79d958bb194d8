import { newId } from '#db/id.ts'
import type { scheduleChanges } from '#db/schema/index.ts'
import { type Day, plusDays } from '#functions/time/day.ts'
import { msToWall, wallToMs } from '#functions/time/wall-clock.ts'
import { creditRows, sessionRow } from '#scripts/make/rows.ts'
import type { Known } from './editions.ts'
import { sampleProgramme, sampleRooms } from './programme.ts'
import type { SampleSession } from './sample-session.ts'

const MINUTE_MS = 60_000

type Event = { readonly id: string; readonly startsOn: Day }

/** The sample's one programme, for this event. */
export function programmeRows({ id: eventId, startsOn }: Event, { people, now }: Known) {
  const rooms = sampleRooms.map((name, position) => ({ id: newId(), eventId, name, position }))
  const roomIds = new Map<string | null, string>(rooms.map(({ name, id }) => [name, id]))
  const made = sampleProgramme.map((sample) => {
    const { slug, title, kind, track, level, language, subtitle, abstract } = sample
    const day = plusDays(startsOn, sample.day)
    const row = sessionRow({
      ...{ eventId, slug, title, day, kind, track, level, language, subtitle, abstract },
      startsAt: wallTimeOn(day, sample.from),
      endsAt: wallTimeOn(day, sample.from, sample.minutes),
      notRecorded: sample.notRecorded ?? false,
      withdrawnAt: sample.withdrawn ? now : null,
      roomId: roomIds.get(sample.room) ?? null,
    })
    const billed = sample.by.map((name) => people.get(name) ?? { id: null, name })
    return {
      row,
      credits: creditRows(row.id, billed),
      changes: changeRows(sample, { ...row, day, eventId }),
    }
  })
  return {
    rooms,
    sessions: made.map(({ row }) => row),
    credits: made.flatMap(({ credits }) => credits),
    changes: made.flatMap(({ changes }) => changes),
  }
}

/** Of a `HH:MM` that may be past midnight. */
const wallTimeOn = (day: Day, from: string, laterMinutes = 0) => {
  const [hours = 0, minutes = 0] = from.split(':').map(Number)
  return msToWall(wallToMs(`${day} 00:00:00`) + (hours * 60 + minutes + laterMinutes) * MINUTE_MS)
}

type Session = Pick<ReturnType<typeof sessionRow>, 'id' | 'startsAt' | 'endsAt'> & {
  readonly eventId: string
  readonly day: Day
}
type Change = typeof scheduleChanges.$inferInsert

function changeRows({ movedFrom, withdrawn, room }: SampleSession, session: Session): Change[] {
  const { id: sessionId, eventId, day, startsAt = null, endsAt = null } = session
  const change = { id: newId(), eventId, sessionId }
  if (withdrawn) return [{ ...change, kind: 'withdrawn' }]
  if (!movedFrom) return []
  const before = { day, startsAt: wallTimeOn(day, movedFrom.from), endsAt, room: movedFrom.room }
  return [{ ...change, kind: 'moved', before, after: { day, startsAt, endsAt, room } }]
}
