import { and, asc, eq, type Placeholder, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { type AttendanceRole, attendances, eventCounts, events, people } from '#db/schema/index.ts'
import { cutPage } from '../cut-page.ts'
import { notFound } from '../errors.ts'
import type { Counts, EventMention } from '../events/event.ts'
import { idOfEvent } from '../events/event-at.ts'
import { countColumns, withCounts } from '../events/event-columns.ts'
import { isShownAt, type RefBlanks } from '../events/visibility.ts'
import type { EventRef } from '../paths.ts'
import type { PersonSummary } from '../people/person.ts'

const PER_PAGE = 60

type Part = {
  readonly role: AttendanceRole
  /** The handle that the last page ended with: its `next`. */
  readonly after: string | undefined
}

type Crowded = Pick<EventMention, 'id' | 'year' | 'slug' | 'name' | 'zone' | 'endsOn' | 'status'> &
  Counts

export type EventPeople = {
  readonly event: Crowded
  /** Longest there first. */
  readonly people: readonly PersonSummary[]
  /** Goes into `?after=`; null on the last page. */
  readonly next: string | null
}

export const eventPeoplePage = pageQuery(
  'event_people',
  { always: ['year', 'slug', 'role'], optional: [['after']] },
  (db, { role, after, ...ref }: Placeholders<EventRef & Part>) => [
    db
      .select({
        id: events.id,
        year: events.year,
        slug: events.slug,
        name: events.name,
        zone: events.zone,
        endsOn: events.endsOn,
        status: events.status,
        ...countColumns,
      })
      .from(events)
      .leftJoin(eventCounts, withCounts)
      .where(isShownAt(ref)),
    selectPeopleOf(db, ref, { role, after, limit: PER_PAGE + 1 }),
  ],
)

/**
 * Public. One trip. Everybody who attends an event, or who tracks it. Throws not_found for an event
 * that is hidden or unknown.
 */
export async function getEventPeople(
  db: Database,
  { year, slug }: EventRef,
  { role, after }: Part,
): Promise<EventPeople> {
  const [[event], rows] = await eventPeoplePage(db, { year, slug, role, after })
  if (!event) throw notFound(`The event ${year}/${slug}`)
  const { shown, next } = cutPage(rows, PER_PAGE, ({ handle }) => handle)
  return { event, people: shown, next }
}

type Blanks = {
  readonly role: AttendanceRole | Placeholder
  readonly after?: Placeholder | undefined
  readonly limit: number
}

/**
 * For a page's own batch: along the index of whoever came first, so that a crowd of thousands is not
 * sorted.
 */
export function selectPeopleOf(db: Database, ref: RefBlanks, { role, after, limit }: Blanks) {
  const { createdAt, personId, eventId } = attendances
  const isOfEvent = sql`${eventId} = (${idOfEvent(db, ref)})`
  // Whichever role the last one has by now.
  const isBehind =
    after &&
    sql`(${createdAt}, ${personId}) > (
    select last.created_at, last.person_id from ${attendances} as last
    join ${people} as behind on behind.id = last.person_id
    where last.event_id = (${idOfEvent(db, ref)}) and behind.handle = ${after})`
  const first = db
    .select({ createdAt, personId })
    .from(attendances)
    .where(and(isOfEvent, eq(attendances.role, role), isBehind))
    .orderBy(asc(createdAt), asc(personId))
    .limit(limit)
    .as('first')
  return db
    .select({ handle: people.handle, name: people.name })
    .from(first)
    .innerJoin(people, eq(people.id, first.personId))
    .orderBy(asc(first.createdAt), asc(first.personId))
}
