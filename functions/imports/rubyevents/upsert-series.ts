import { and, eq, inArray, isNotNull, isNull, like, not, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { events, series, seriesExternalIds } from '#db/schema/index.ts'
import type { Stores } from '../../deps.ts'
import { announcePurge } from '../../site/announce-purge.ts'
import { slugify } from '../../text/fold.ts'
import type { SeriesRecord } from './records.ts'
import type { Outcome } from './tally.ts'

const SOURCE = 'rubyevents'

/**
 * Makes a series of its events: the one that the source named so before; or the one that those of its
 * events are in already which another source told of; or a new one. A series is never found by its
 * name. What people have said of it stays, and so does an event in the series that it is in.
 */
export async function upsertSeries(
  { write: db, commit }: Stores,
  record: SeriesRecord,
  eventIds: readonly string[],
): Promise<Outcome> {
  const { id: externalId, name } = record
  const website = record.website ?? record.original_website
  const base = slugify(name) || slugify(externalId) || 'series'
  const [[named], joined, taken] = await db.batch([
    db
      .select({ id: series.id, website: series.website })
      .from(seriesExternalIds)
      .innerJoin(series, eq(series.id, seriesExternalIds.seriesId))
      .where(
        and(eq(seriesExternalIds.source, SOURCE), eq(seriesExternalIds.externalId, externalId)),
      ),
    db
      .selectDistinct({ id: series.id, website: series.website })
      .from(events)
      .innerJoin(series, eq(series.id, events.seriesId))
      .where(and(inArray(events.id, [...eventIds]), isNotNull(events.seriesId))),
    db
      .select({ slug: series.slug })
      .from(series)
      .where(like(series.slug, `${base}%`)),
  ])
  const known = named ?? (joined.length === 1 ? joined[0] : undefined)
  const id = known?.id ?? newId()
  const slug = freeSlug(base, new Set(taken.map((row) => row.slug)))
  const isWebsiteNew = known?.website === null && website !== null
  const free = await listFree(db, eventIds)
  const statements: Statement[] = [
    ...(known ? [] : [db.insert(series).values({ id, slug, name, website })]),
    ...(named
      ? []
      : [db.insert(seriesExternalIds).values({ source: SOURCE, externalId, seriesId: id })]),
    ...(isWebsiteNew ? [db.update(series).set({ website }).where(eq(series.id, id))] : []),
    ...(free.length > 0
      ? [db.update(events).set({ seriesId: id }).where(inArray(events.id, free))]
      : []),
  ]
  if (statements.length === 0) return 'unchanged'
  const tags = [`series-${id}`, 'series', ...free.map((eventId) => `event-${eventId}`)]
  await commit(statements, { messages: announcePurge(tags) })
  return known ? 'updated' : 'created'
}

/** Those in no series, and which nobody took out of one. */
async function listFree(db: Database, eventIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        inArray(events.id, [...eventIds]),
        isNull(events.seriesId),
        not(sql`'series_id' = any(${events.editedColumns})`),
      ),
    )
  return rows.map(({ id }) => id)
}

/** `base`, or with the lowest number behind it that is free. */
export function freeSlug(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base
  for (let number = 2; ; number += 1)
    if (!taken.has(`${base}-${number}`)) return `${base}-${number}`
}
