import { isDeepStrictEqual } from 'node:util'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { eventRedirects, events, externalIds } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import { announceEvents } from '../site/announce-purge.ts'
import { eventSlug } from './event-slug.ts'
import type { GazetteerCity } from './gazetteer.ts'
import { isReadLongAgo, markRead } from './mark-read.ts'
import { columnName, unlessEdited } from './unless-edited.ts'
import { websiteKey } from './website-key.ts'

type Row = typeof events.$inferSelect
/** The columns that such a source tells of an event. */
export type SourceColumns = Pick<
  Row,
  | 'name'
  | 'description'
  | 'kind'
  | 'startsOn'
  | 'endsOn'
  | 'datePrecision'
  | 'zone'
  | 'status'
  | 'attendanceMode'
  | 'website'
  | 'xHandle'
  | 'mastodonHandle'
  | 'blueskyHandle'
>
type EventColumns = SourceColumns & Pick<Row, 'placeId'>

/** An event as one source tells it, and how that source calls it. */
export type SourcedEvent = {
  readonly source: string
  readonly externalId: string
  readonly incoming: EventColumns
  readonly city: GazetteerCity | null
}

export type UpsertedEvent = {
  readonly id: string
  readonly zone: string
  readonly year: number
  readonly slug: string
  readonly outcome: 'created' | 'updated' | 'unchanged'
}

/**
 * Upserts an event, which becomes what its source says: the one that the source named so before, or the one that
 * surely is the same (`findSame`), or a new one. Where another source tells of it too, that
 * one's say stays and only what it never tells is filled in; so does a person's. The same again changes nothing.
 */
export async function upsertEvent(stores: Stores, sourced: SourcedEvent): Promise<UpsertedEvent> {
  const { write: db, commit } = stores
  const { source, externalId, incoming } = sourced
  const year = Number(incoming.startsOn.slice(0, 4))
  const [named, sameYear, former] = await db.batch([
    db
      .select({ event: events, readAt: externalIds.readAt })
      .from(externalIds)
      .innerJoin(events, eq(events.id, externalIds.eventId))
      .where(and(eq(externalIds.source, source), eq(externalIds.externalId, externalId))),
    db
      .select({
        id: events.id,
        slug: events.slug,
        website: events.website,
        placeId: events.placeId,
        isNamed: sql<boolean>`exists (select 1 from ${externalIds} where ${externalIds.eventId} = ${events.id} and ${externalIds.source} = ${source})`,
      })
      .from(events)
      .where(eq(events.year, year)),
    db
      .select({ slug: eventRedirects.slug })
      .from(eventRedirects)
      .where(eq(eventRedirects.year, year)),
  ])
  const [known] = named
  if (known) {
    if (isReadLongAgo(known.readAt)) await commit([markRead(db, source, [externalId])])
    return changeEvent(stores, known.event, sourced, { isNew: false })
  }
  const same = findSame(sameYear, incoming)
  if (same) {
    const [row] = await db.select().from(events).where(eq(events.id, same))
    if (row) return changeEvent(stores, row, sourced, { isNew: true })
  }
  const taken = new Set([...sameYear, ...former].map(({ slug }) => slug))
  const website = incoming.website ?? `https://${source}.invalid`
  const slug = eventSlug({ ...incoming, website, city: sourced.city }, (choice) =>
    taken.has(choice),
  )
  const id = newId()
  await commit(
    [
      db.insert(events).values({ ...incoming, id, year, slug }),
      db.insert(externalIds).values({ source, externalId, eventId: id }),
    ],
    { messages: announceEvents([id]) },
  )
  return { id, year, slug, zone: incoming.zone, outcome: 'created' }
}

type Candidate = {
  readonly id: string
  readonly website: string | null
  readonly placeId: string | null
  readonly isNamed: boolean
}

/**
 * The one event of that year with the same website in the same city, which this source does not call
 * otherwise. A name alone is never enough: there are two `Ruby Conf` in one year.
 */
function findSame(
  candidates: readonly Candidate[],
  { website, placeId }: EventColumns,
): string | null {
  const key = websiteKey(website)
  if (!key) return null
  const same = candidates.filter(
    (other) => !other.isNamed && other.placeId === placeId && websiteKey(other.website) === key,
  )
  return same.length === 1 ? (same[0]?.id ?? null) : null
}

async function changeEvent(
  { write: db, commit }: Stores,
  row: Row,
  { source, externalId, incoming }: SourcedEvent,
  { isNew }: { readonly isNew: boolean },
): Promise<UpsertedEvent> {
  const others = await db
    .select({ source: externalIds.source })
    .from(externalIds)
    .where(eq(externalIds.eventId, row.id))
  const isShared = isNew || others.some((other) => isEventSource(other.source, source))
  const edited = new Set(row.editedColumns)
  const changes = Object.entries(incoming).filter(([name, value]) => {
    const before = row[name as keyof EventColumns]
    if (edited.has(columnName(name)) || isDeepStrictEqual(before, value)) return false
    return isShared ? before === null && ADDED.has(name) : true
  })
  // The year is a part of the address, which stays.
  const isOtherYear = Number(incoming.startsOn.slice(0, 4)) !== row.year
  const kept = changes.filter(([name]) => !isOtherYear || !['startsOn', 'endsOn'].includes(name))
  const set = Object.fromEntries(
    kept.map(([property, value]) => {
      const column = events[property as keyof EventColumns]
      const say = { name: columnName(property), value: sql`${sql.param(value, column)}` }
      return [property, unlessEdited(events, column, say)]
    }),
  )
  const id = { source, externalId, eventId: row.id }
  if (kept.length > 0 || isNew)
    await commit(
      [
        db.insert(externalIds).values(id).onConflictDoNothing(),
        ...(kept.length > 0
          ? [
              db
                .update(events)
                .set({ ...set, updatedAt: sql`now()` })
                .where(inArray(events.id, [row.id])),
            ]
          : []),
      ],
      { messages: announceEvents([row.id]) },
    )
  const zone = kept.some(([name]) => name === 'zone') ? incoming.zone : row.zone
  const outcome = kept.length > 0 || isNew ? 'updated' : 'unchanged'
  return { id: row.id, year: row.year, slug: row.slug, zone, outcome }
}

/** What no other source of events tells, so that none takes turns with this one. */
const ADDED: ReadonlySet<string> = new Set(['description'])

/** Programmes and recordings say nothing of an event's own columns. */
const isEventSource = (other: string, source: string) =>
  other !== source && !['schedule', 'ical', 'pyvideo'].includes(other)
