import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { events, rooms, sessions, sessionTrackings } from '#db/schema/index.ts'
import { signedInPerson } from '../accounts/live-session.ts'
import type { Account } from '../deps.ts'
import { idOfEvent } from '../events/event-at.ts'
import { isOn } from '../events/event-conditions.ts'
import { isShown } from '../events/visibility.ts'
import type { EventRef } from '../paths.ts'
import type { Day } from '../time/day.ts'
import type { SessionLink } from './session.ts'
import { linkColumns } from './session-columns.ts'

/** More than one event's fullest programme. */
const MAX_PICKS = 2000
const NEXT_SHOWN = 6
/** Zones reach 14 hours from UTC; what ended longer ago than this is over on every clock. */
const ZONES_REACH = sql`interval '1 day'`

/** The sessions of one event that somebody tracks: the day of each by its id. */
export type Picks = ReadonlyMap<string, Day | null>

export const eventPicks = pageQuery(
  'picks',
  { always: ['accountId', 'sessionId', 'year', 'slug'] },
  (db, { year, slug, ...account }: Placeholders<Account & EventRef>) => [
    db
      .select({ id: sessions.id, day: sessions.day })
      .from(sessionTrackings)
      .innerJoin(sessions, eq(sessions.id, sessionTrackings.sessionId))
      .where(
        and(
          eq(sessionTrackings.personId, signedInPerson(db, account)),
          inArray(sessions.eventId, idOfEvent(db, { year, slug })),
        ),
      )
      .limit(MAX_PICKS),
  ],
)

/** Personal. One trip. */
export async function listPicks(
  db: Database,
  { account: { accountId, sessionId }, ref: { year, slug } }: { account: Account; ref: EventRef },
): Promise<Picks> {
  const [rows] = await eventPicks(db, { accountId, sessionId, year, slug })
  return new Map(rows.map(({ id, day }) => [id, day]))
}

/** A session to look forward to, with its event. */
export type TrackedSession = SessionLink & {
  readonly endsAt: string | null
  readonly event: EventRef & { readonly name: string; readonly zone: string }
}

export const trackedNext = pageQuery(
  'tracked_next',
  { always: ['accountId', 'sessionId', 'now'] },
  (db, { now, ...account }: Placeholders<Account & { now: string }>) => {
    const at = sql`${now}::timestamptz`
    return [
      db
        .select({
          ...linkColumns,
          endsAt: sessions.endsAt,
          event: { year: events.year, slug: events.slug, name: events.name, zone: events.zone },
        })
        .from(sessionTrackings)
        .innerJoin(sessions, eq(sessions.id, sessionTrackings.sessionId))
        .innerJoin(events, eq(events.id, sessions.eventId))
        .leftJoin(rooms, eq(rooms.id, sessions.roomId))
        .where(
          and(
            eq(sessionTrackings.personId, signedInPerson(db, account)),
            isNull(sessions.withdrawnAt),
            isShown,
            isOn,
            sql`${sessions.endsAt} > ${at} at time zone 'UTC' - ${ZONES_REACH}`,
            sql`${sessions.endsAt} > ${at} at time zone ${events.zone}`,
          ),
        )
        .orderBy(sql`${sessions.startsAt} at time zone ${events.zone}`, asc(sessions.id))
        .limit(NEXT_SHOWN),
    ]
  },
)

/** Personal. One trip. What somebody tracks that is on or still to come, soonest first: the first few. */
export async function listTrackedNext(
  db: Database,
  { account: { accountId, sessionId }, now }: { account: Account; now: Date },
): Promise<TrackedSession[]> {
  const [rows] = await trackedNext(db, { accountId, sessionId, now: now.toISOString() })
  return rows
}
