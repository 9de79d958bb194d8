import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { credits, events, scheduleChanges, sessions } from '#db/schema/index.ts'
import type { PersonSummary } from '../people/person.ts'
import type { ChangeKind, ChangeSide, ScheduleChange } from './changes.ts'
import { prominentSpeakers } from './prominence.ts'
import type { ScheduleDay } from './session.ts'
import { takesPlace } from './takes-place.ts'

const SPEAKERS_SHOWN = 12
const CHANGES_SHOWN = 3

/** What an event's own page says of its programme. */
export type ProgrammeSummary = {
  readonly days: readonly ScheduleDay[]
  /** How many names are billed. */
  readonly speakerCount: number
  /** The first few who have a page, by prominence. */
  readonly speakers: readonly PersonSummary[]
  /** Newest first: the last few. */
  readonly changes: readonly ScheduleChange[]
}

const days = sql`coalesce((
  select json_agg(json_build_object('day', slot.day, 'count', slot.count) order by slot.day)
  from (select ${sessions.day} as day, count(*) filter (where ${takesPlace}) as count
    from ${sessions} where ${sessions.eventId} = ${events.id} group by ${sessions.day}) as slot), '[]')`

const speakerCount = sql`(
  select count(distinct coalesce(${credits.personId}::text, ${credits.name}))::int
  from ${credits} join ${sessions} on ${sessions.id} = ${credits.sessionId}
  where ${sessions.eventId} = ${events.id} and ${sessions.withdrawnAt} is null)`

const changes = sql`coalesce((
  select json_agg(json_build_object('id', slot.id, 'kind', slot.kind, 'before', slot.before,
    'after', slot.after, 'createdAt', slot.created_at, 'session',
    json_build_object('slug', slot.slug, 'title', slot.title)) order by slot.id desc)
  from (select ${scheduleChanges.id}, ${scheduleChanges.kind}, ${scheduleChanges.before},
      ${scheduleChanges.after}, ${scheduleChanges.createdAt}, ${sessions.slug}, ${sessions.title}
    from ${scheduleChanges} join ${sessions} on ${sessions.id} = ${scheduleChanges.sessionId}
    where ${scheduleChanges.eventId} = ${events.id}
    order by ${scheduleChanges.id} desc limit ${CHANGES_SHOWN}) as slot), '[]')`

type ChangeJson = {
  id: string
  kind: ChangeKind
  before: ChangeSide | null
  after: ChangeSide | null
  createdAt: string
  session: { slug: string; title: string }
}

/** For an event page's own batch: the programme of the event that a condition on `events` chooses. */
export const selectProgrammeOf = (db: Database, isEvent: SQL | undefined) =>
  db
    .select({
      days: nested<ScheduleDay[]>(days),
      speakerCount: nested<number>(speakerCount),
      speakers: nested<PersonSummary[]>(prominentSpeakers(SPEAKERS_SHOWN)),
      changes: nested<ChangeJson[]>(changes),
    })
    .from(events)
    .where(isEvent)

/** Selecting from one table alone, drizzle leaves its name out of columns, but not in what is nested. */
const nested = <T>(query: SQL) => sql<T>`${query}`

type Row = Awaited<ReturnType<typeof selectProgrammeOf>>[number]

/** JSON has no dates. Null where the event has no programme. */
export function toProgramme(row: Row | undefined): ProgrammeSummary | null {
  if (!row || row.days.length === 0) return null
  const changes = row.changes.map((change) => ({
    ...change,
    createdAt: new Date(change.createdAt),
  }))
  return { ...row, changes }
}
