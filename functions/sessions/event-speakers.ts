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
  /** By name. */
  readonly speakers: readonly EventSpeaker[]
  /** Goes into `?after=`; null on the last page. */
  readonly next: string | null
}

type Values = EventRef & { afterName: string | undefined; afterKey: string | undefined }

export const eventSpeakersPage = pageQuery(
  'event_speakers',
  { always: ['year', 'slug'], optional: [['afterName', 'afterKey']] },
  (db, { afterName, afterKey, ...ref }: Placeholders<Values>) => [
    selectEvent(db, ref),
    selectSpeakers(db, ref, afterName && afterKey && { name: afterName, key: afterKey }),
  ],
)

type Behind = { name: Placeholder; key: Placeholder }

function selectSpeakers(db: Database, ref: RefBlanks, behind: Behind | undefined) {
  const billed = sql`(
    select coalesce(${credits.personId}::text, ${credits.name}) as key,
      coalesce(${people.name}, ${credits.name}) as name, ${people.handle} as handle,
      json_agg(json_build_object('slug', ${sessions.slug}, 'title', ${sessions.title},
        'role', ${credits.role}, 'startsAt', ${sessions.startsAt}::text, 'room', ${rooms.name})
        order by ${sessions.startsAt}, ${sessions.id}) as sessions,
      (count(*) over ())::int as total
    from ${sessions}
    join ${credits} on ${credits.sessionId} = ${sessions.id}
    left join ${people} on ${people.id} = ${credits.personId}
    left join ${rooms} on ${rooms.id} = ${sessions.roomId}
    where ${sessions.eventId} = (${idOfEvent(db, ref)}) and ${sessions.withdrawnAt} is null
    group by 1, 2, 3) as billed`
  return db
    .select({
      key: sql<string>`key`,
      name: sql<string>`name`,
      handle: sql<string | null>`handle`,
      sessions: sql<EventSpeaker['sessions']>`sessions`,
      total: sql<number>`total`,
    })
    .from(billed)
    .where(behind && sql`(name, key) > (${behind.name}, ${behind.key})`)
    .orderBy(sql`name`, sql`key`)
    .limit(PER_PAGE + 1)
}

/**
 * Public. One trip. Everybody billed on an event's programme, by name: names without a person stand
 * beside those with one. Throws not_found, and `malformed` for a cursor that is none.
 */
export async function getEventSpeakers(
  db: Database,
  ref: EventRef,
  { after }: { after?: string | undefined } = {},
): Promise<EventSpeakers> {
  const behind = after === undefined ? undefined : readCursor(after)
  const [[event], found] = await eventSpeakersPage(db, {
    year: ref.year,
    slug: ref.slug,
    afterName: behind?.name,
    afterKey: behind?.key,
  })
  if (!event) throw notFound(`The event ${ref.year}/${ref.slug}`)
  const shown = found.slice(0, PER_PAGE)
  const last = shown.at(-1)
  const more = last !== undefined && found.length > shown.length
  return {
    event,
    count: found[0]?.total ?? 0,
    speakers: shown.map(({ name, handle, sessions }) => ({ name, handle, sessions })),
    next: more ? writeCursor(last) : null,
  }
}

type Cursor = { name: string; key: string }
const cursor = z.tuple([z.string().max(500), z.string().max(500)])

const writeCursor = ({ name, key }: Cursor) => JSON.stringify([name, key])

/** Its shape in an address: there is no second spelling of one. */
export const eventSpeakersCursor = z.string().refine((text) => parseCursor(text) !== null)

function readCursor(text: string): Cursor {
  const read = parseCursor(text)
  if (!read) throw new DomainError('malformed', 'That is not a page of this list')
  return read
}

function parseCursor(text: string): Cursor | null {
  try {
    const [name, key] = cursor.parse(JSON.parse(text))
    // JSON can write what Postgres cannot keep.
    const isKept = !`${name}${key}`.includes('\0') && `${name}${key}`.isWellFormed()
    return isKept && writeCursor({ name, key }) === text ? { name, key } : null
  } catch {
    return null
  }
}
