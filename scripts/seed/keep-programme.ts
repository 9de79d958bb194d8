import { asc, desc, eq, inArray } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { credits, events, people, rooms, scheduleChanges, sessions } from '#db/schema/index.ts'
import { asUtc, type Day } from '#functions/time/day.ts'
import { msToWall, wallToMs } from '#functions/time/wall-clock.ts'
import { samplePeople } from './people.ts'
import { sampleProgramme, sampleProgrammeOf, sampleRooms } from './programme.ts'
import type { SampleSession } from './sample-session.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Parties end before this. */
const DAY_CHANGE_MINUTES = 6 * 60

/** Gives the newest sample event its programme, unless it has one. Resolves to how many sessions were added. */
export async function keepProgramme(db: Database, now: Date): Promise<number> {
  const [event] = await db
    .select({ id: events.id, startsOn: events.startsOn })
    .from(events)
    .where(eq(events.slug, sampleProgrammeOf))
    .orderBy(desc(events.startsOn))
    .limit(1)
  if (!event) throw new Error(`There is no event ${sampleProgrammeOf} to give a programme to`)
  const eventId = event.id
  const [known, met] = await db.batch([
    db.select({ id: sessions.id }).from(sessions).where(eq(sessions.eventId, eventId)).limit(1),
    db
      .select({ id: people.id, handle: people.handle, name: people.name })
      .from(people)
      .where(
        inArray(
          people.handle,
          samplePeople.map(([handle]) => handle),
        ),
      )
      .orderBy(asc(people.handle)),
  ])
  if (known.length > 0) return 0

  const roomRows = sampleRooms.map((name, position) => ({ id: newId(), eventId, name, position }))
  const roomIds = new Map<string | null, string>(roomRows.map(({ name, id }) => [name, id]))
  const byHandle = new Map(met.map((person) => [person.handle, person]))
  const made = sampleProgramme.map((sample) => {
    const row = sessionRow(sample, { eventId, startsOn: event.startsOn, now })
    return { sample, row: { ...row, roomId: roomIds.get(sample.room) ?? null } }
  })
  await db.batch([
    db.update(events).set({ dayChangeMinutes: DAY_CHANGE_MINUTES }).where(eq(events.id, eventId)),
    db.insert(rooms).values(roomRows),
    db.insert(sessions).values(made.map(({ row }) => row)),
    db
      .insert(credits)
      .values(made.flatMap(({ sample, row }) => creditRows(sample, row.id, byHandle))),
    db.insert(scheduleChanges).values(made.flatMap(({ sample, row }) => changeRows(sample, row))),
  ])
  return made.length
}

type Edition = { eventId: string; startsOn: Day; now: Date }

const dayAfter = (startsOn: Day, days: number): Day =>
  new Date(asUtc(startsOn).getTime() + days * DAY_MS).toISOString().slice(0, 10)

/** Of a `HH:MM` that may be past midnight. */
const wallTimeOn = (day: Day, from: string, laterMinutes = 0) => {
  const [hours = 0, minutes = 0] = from.split(':').map(Number)
  return msToWall(wallToMs(`${day} 00:00:00`) + (hours * 60 + minutes + laterMinutes) * MINUTE_MS)
}

function sessionRow(sample: SampleSession, { eventId, startsOn, now }: Edition) {
  const { slug, title, kind, track, level, language, subtitle, abstract } = sample
  const day = dayAfter(startsOn, sample.day)
  return {
    ...{ id: newId(), eventId, slug, title, day, kind, track, level, language, subtitle, abstract },
    startsAt: wallTimeOn(day, sample.from),
    endsAt: wallTimeOn(day, sample.from, sample.minutes),
    notRecorded: sample.notRecorded ?? false,
    withdrawnAt: sample.withdrawn ? now : null,
  }
}

type Row = ReturnType<typeof sessionRow>
type Known = { readonly id: string; readonly name: string }

const creditRows = (
  { by }: SampleSession,
  sessionId: string,
  byHandle: ReadonlyMap<string, Known>,
) =>
  by.map((billed, position) => {
    const person = byHandle.get(billed)
    return { sessionId, position, name: person?.name ?? billed, personId: person?.id ?? null }
  })

type Change = typeof scheduleChanges.$inferInsert

function changeRows({ movedFrom, withdrawn, room }: SampleSession, row: Row): Change[] {
  const { id: sessionId, eventId, day, startsAt, endsAt } = row
  const change = { id: newId(), eventId, sessionId }
  if (withdrawn) return [{ ...change, kind: 'withdrawn' }]
  if (!movedFrom) return []
  const before = { day, startsAt: wallTimeOn(day, movedFrom.from), endsAt, room: movedFrom.room }
  return [{ ...change, kind: 'moved', before, after: { day, startsAt, endsAt, room } }]
}
