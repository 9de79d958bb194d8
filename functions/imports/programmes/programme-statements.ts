import { inArray, type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import {
  coverage,
  credits,
  people,
  personExternalIds,
  rooms,
  scheduleChanges,
  sessionExternalIds,
  sessions,
} from '#db/schema/index.ts'
import { unlessEdited } from '../unless-edited.ts'
import type { giveHandles } from './give-handles.ts'
import type { PersonChange } from './plan-people.ts'
import type { ProgrammePlan } from './plan-programme.ts'
import { columnNames, type SessionColumns } from './plan-session.ts'
import type { SessionWrite } from './session-planner.ts'

/** Rows of one statement. An abstract may have thousands of characters, and a request has its limit. */
const ROWS_PER_STATEMENT = 100

export type NewPeople = Awaited<ReturnType<typeof giveHandles>>

/** Rooms, people and their names, which sessions refer to. */
export function sharedStatements(
  db: Database,
  { eventId, rooms: { written }, people: { changed, names } }: ProgrammePlan,
  newPeople: NewPeople,
): Statement[] {
  const roomRows = written.map((room) => ({ ...room, eventId }))
  return [
    ...inParts(roomRows, (rows) =>
      db
        .insert(rooms)
        .values(rows)
        .onConflictDoUpdate({ target: rooms.id, set: { position: sql`excluded.position` } }),
    ),
    ...inParts(newPeople, (rows) => db.insert(people).values(rows)),
    ...inParts(changed, (rows) => changePeople(db, rows)),
    ...inParts(names, (rows) => db.insert(personExternalIds).values(rows).onConflictDoNothing()),
  ]
}

const changePeople = (db: Database, rows: readonly PersonChange[]): Statement =>
  db.execute(sql`
    update ${people} set bio = row.bio, photo_url = row."photoUrl", links = row.links
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row(id uuid, bio text, "photoUrl" text, links text[])
    where people.id = row.id`)

/** Everything else of these sessions. */
export function sessionStatements(
  db: Database,
  { eventId, source }: Pick<ProgrammePlan, 'eventId' | 'source'>,
  writes: readonly SessionWrite[],
): Statement[] {
  const rows = writes.flatMap(({ id, slug, row }) => (row ? [{ id, slug, eventId, ...row }] : []))
  const names = writes.flatMap(({ id, externalId }) =>
    externalId === null ? [] : [{ source, externalId, sessionId: id }],
  )
  const recast = writes.filter((write) => write.credits !== null)
  const old = recast.filter((write) => write.outcome !== 'created').map(({ id }) => id)
  const billed = recast.flatMap(({ id, credits = [] }) =>
    (credits ?? []).map((credit, position) => ({ ...credit, sessionId: id, position })),
  )
  const changes = writes.flatMap(({ id, changes }) =>
    changes.map((change) => ({ ...change, eventId, sessionId: id })),
  )
  return [
    ...inParts(rows, (part) =>
      db
        .insert(sessions)
        .values(part)
        .onConflictDoUpdate({ target: sessions.id, set: overwritten }),
    ),
    ...markWithdrawn(db, writes),
    ...inParts(names, (part) => db.insert(sessionExternalIds).values(part)),
    ...(old.length > 0 ? [db.delete(credits).where(inArray(credits.sessionId, old))] : []),
    ...inParts(billed, (part) => db.insert(credits).values(part)),
    ...inParts(
      writes.flatMap((write) => write.coverage),
      (part) => insertCoverage(db, part),
    ),
    ...inParts(changes, (part) => db.insert(scheduleChanges).values(part)),
  ]
}

/** What somebody edits while the import is under way stays too. */
const overwritten: Record<keyof SessionColumns, SQL> & { updatedAt: SQL } = {
  ...(Object.fromEntries(
    Object.entries(columnNames).map(([column, name]) => [
      column,
      unlessEdited(sessions, sessions[column as keyof SessionColumns], {
        name,
        value: sql.raw(`excluded.${name}`),
      }),
    ]),
  ) as Record<keyof SessionColumns, SQL>),
  updatedAt: sql`now()`,
}

function markWithdrawn(db: Database, writes: readonly SessionWrite[]): Statement[] {
  const idsOf = (withdrawn: boolean) =>
    writes.filter((write) => write.withdrawn === withdrawn).map(({ id }) => id)
  const mark = (ids: string[], withdrawnAt: SQL) =>
    ids.length === 0
      ? []
      : [
          db
            .update(sessions)
            .set({ withdrawnAt, updatedAt: sql`now()` })
            .where(inArray(sessions.id, ids)),
        ]
  return [...mark(idsOf(true), sql`now()`), ...mark(idsOf(false), sql`null`)]
}

/** Says only what nobody has said yet. */
const insertCoverage = (db: Database, rows: (typeof coverage.$inferInsert)[]) =>
  db
    .insert(coverage)
    .values(rows)
    .onConflictDoUpdate({
      target: [coverage.eventId, coverage.sessionId, coverage.kind, coverage.urlKey],
      set: {
        title: sql`coalesce(${coverage.title}, excluded.title)`,
        language: sql`coalesce(${coverage.language}, excluded.language)`,
        durationS: sql`coalesce(${coverage.durationS}, excluded.duration_s)`,
        thumbnailUrl: sql`coalesce(${coverage.thumbnailUrl}, excluded.thumbnail_url)`,
      },
    })

function inParts<Row>(rows: readonly Row[], write: (part: Row[]) => Statement): Statement[] {
  const statements: Statement[] = []
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT)
    statements.push(write(rows.slice(from, from + ROWS_PER_STATEMENT)))
  return statements
}
