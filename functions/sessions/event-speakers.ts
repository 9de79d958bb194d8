import { type Placeholder, sql } from 'drizzle-orm'
import * as z from 'zod'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { credits, people, rooms, sessions } from '#db/schema/index.ts'
import { DomainError, notFound } from '../errors.ts'
import type { EventSummary } from '../events/event.ts'
import { idOfEvent, selectEvent } from '../events/event-at.ts'
import type { RefBlanks } from '../events/visibility.ts'
import type { EventRef } from '../paths.ts'
import { byProminence, withTimesSpoken } from './prominence.ts'
import type { CreditRole } from './session.ts'

const PER_PAGE = 200

/** Somebody who is billed at an event, with or without a page of their own, and for what. */
export type EventSpeaker = {
  /** As their own page has it, or else as billed. */
  readonly name: string
  readonly handle: string | null
  /** By start. */
  readonly sessions: readonly {
    readonly slug: string
    readonly title: string
    readonly role: CreditRole
    readonly startsAt: string | null
    readonly room: string | null
  }[]
}

export type EventSpeakers = {
  readonly event: EventSummary
  readonly count: number
  /** By prominence, then by name. */
  readonly speakers: readonly EventSpeaker[]
  /** Goes into `?after=`; null on the last page. */
  readonly next: string | null
}

type Values = EventRef & { shown: number | undefined }

export const eventSpeakersPage = pageQuery(
  'event_speakers',
  { always: ['year', 'slug'], optional: [['shown']] },
  (db, { shown, ...ref }: Placeholders<Values>) => [
    selectEvent(db, ref),
    selectSpeakers(db, ref, shown),
  ],
)

function selectSpeakers(db: Database, ref: RefBlanks, shown: Placeholder | undefined) {
  const billed = sql`(
    select coalesce(${people.name}, ${credits.name}) as name, ${people.handle} as handle,
      json_agg(json_build_object('slug', ${sessions.slug}, 'title', ${sessions.title},
        'role', ${credits.role}, 'startsAt', ${sessions.startsAt}::text, 'room', ${rooms.name})
        order by ${sessions.startsAt}, ${sessions.id}) as sessions,
      row_number() over (order by ${byProminence}, coalesce(${people.name}, ${credits.name}),
        coalesce(${credits.personId}::text, ${credits.name})) as place,
      (count(*) over ())::int as total
    from ${sessions}
    join ${credits} on ${credits.sessionId} = ${sessions.id}
    left join ${people} on ${people.id} = ${credits.personId}
    left join ${rooms} on ${rooms.id} = ${sessions.roomId}
    ${withTimesSpoken}
    where ${sessions.eventId} = (${idOfEvent(db, ref)}) and ${sessions.withdrawnAt} is null
    group by coalesce(${credits.personId}::text, ${credits.name}), 1, 2) as billed`
  return db
    .select({
      name: sql<string>`name`,
      handle: sql<string | null>`handle`,
      sessions: sql<EventSpeaker['sessions']>`sessions`,
      total: sql<number>`total`,
    })
    .from(billed)
    .where(shown && sql`place > ${shown}::int`)
    .orderBy(sql`place`)
    .limit(PER_PAGE + 1)
}

/**
 * Public. One trip. Everybody billed on an event's programme, by prominence: names without a person
 * stand among those with one. Throws not_found, and `malformed` for a cursor that is none.
 */
export async function getEventSpeakers(
  db: Database,
  { year, slug }: EventRef,
  { after }: { after?: string | undefined } = {},
): Promise<EventSpeakers> {
  const shown = after === undefined ? undefined : readCursor(after)
  const [[event], found] = await eventSpeakersPage(db, { year, slug, shown })
  if (!event) throw notFound(`The event ${year}/${slug}`)
  return {
    event,
    count: found[0]?.total ?? 0,
    speakers: found.slice(0, PER_PAGE).map(({ total: _, ...speaker }) => speaker),
    next: found.length > PER_PAGE ? String((shown ?? 0) + PER_PAGE) : null,
  }
}

/** How many the pages before have shown: whole pages, so that there are few such addresses. */
export const eventSpeakersCursor = z
  .string()
  .regex(/^[1-9]\d{2,3}$/)
  .refine((text) => Number(text) % PER_PAGE === 0)

function readCursor(text: string): number {
  const read = eventSpeakersCursor.safeParse(text)
  if (!read.success) throw new DomainError('malformed', 'That is not a page of this list')
  return Number(read.data)
}
