import { and, desc, eq, type SQL } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type changeKinds, scheduleChanges, sessions } from '#db/schema/index.ts'
import type { Day } from '../time/day.ts'
import type { WallTime } from '../time/wall-clock.ts'

export type ChangeKind = (typeof changeKinds)[number]

/** What a change is about, before or after it: only what belongs to its kind is there. */
export type ChangeSide = {
  readonly day?: Day | null
  readonly startsAt?: WallTime | null
  readonly endsAt?: WallTime | null
  readonly room?: string | null
  readonly title?: string
  readonly names?: readonly string[]
}

/** A line of a programme's changelog. */
export type ScheduleChange = {
  readonly id: string
  readonly kind: ChangeKind
  readonly before: ChangeSide | null
  readonly after: ChangeSide | null
  readonly createdAt: Date
  readonly session: { readonly slug: string; readonly title: string }
}

/** The changes that a condition on `scheduleChanges` and `sessions` chooses, newest first. */
export const selectChanges = (db: Database, condition: SQL | undefined, limit: number) =>
  db
    .select({
      id: scheduleChanges.id,
      kind: scheduleChanges.kind,
      before: scheduleChanges.before,
      after: scheduleChanges.after,
      createdAt: scheduleChanges.createdAt,
      session: { slug: sessions.slug, title: sessions.title },
    })
    .from(scheduleChanges)
    .innerJoin(sessions, eq(sessions.id, scheduleChanges.sessionId))
    .where(and(condition))
    .orderBy(desc(scheduleChanges.id))
    .limit(limit)

type Row = Awaited<ReturnType<typeof selectChanges>>[number]

/** The importer, which writes both sides, decides what is in them. */
export const toChange = (row: Row): ScheduleChange => row as ScheduleChange
