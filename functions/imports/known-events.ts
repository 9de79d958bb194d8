import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { calls, eventRedirects, events, eventTopics, externalIds } from '#db/schema/index.ts'
import type { SourceEvent } from './merge.ts'

export const yearOf = (event: { startsOn: string }) => Number(event.startsOn.slice(0, 4))

const yearsOf = (batch: readonly SourceEvent[]) => [...new Set(batch.map(yearOf))]

/** An event that a source has told of before, by one of the names that the source has for it. */
export type KnownEvent = ReturnType<typeof toKnown>
type Row = Awaited<ReturnType<typeof selectKnown>>[number]
const toKnown = (row: Row) => row

/** What a batch has to be compared with, in one trip. */
export async function findKnown(db: Database, source: string, batch: readonly SourceEvent[]) {
  const years = yearsOf(batch)
  const [known, callRows, slugs, formerSlugs] = await db.batch([
    selectKnown(db, source, batch),
    selectCalls(db, source, batch),
    db
      .select({ year: events.year, slug: events.slug })
      .from(events)
      .where(inArray(events.year, years)),
    db
      .select({ year: eventRedirects.year, slug: eventRedirects.slug })
      .from(eventRedirects)
      .where(inArray(eventRedirects.year, years)),
  ])
  const taken = new Set([...slugs, ...formerSlugs].map(({ year, slug }) => `${year}/${slug}`))
  return {
    known: known.map(toKnown),
    calls: Map.groupBy(callRows, ({ eventId }) => eventId),
    taken,
  }
}

/** Those that go by the same names as the batch, or have the same websites. */
const isMeant = (source: string, batch: readonly SourceEvent[]) =>
  and(
    eq(externalIds.source, source),
    or(
      inArray(
        externalIds.externalId,
        batch.map((event) => event.externalId),
      ),
      and(
        inArray(events.year, yearsOf(batch)),
        inArray(
          events.website,
          batch.map((event) => event.website),
        ),
      ),
    ),
  )

function selectKnown(db: Database, source: string, batch: readonly SourceEvent[]) {
  const topicIds = sql<string[]>`coalesce((select json_agg(${eventTopics.topicId})
    from ${eventTopics} where ${eventTopics.eventId} = ${events.id}), '[]')`
  return db
    .select({
      externalId: externalIds.externalId,
      id: events.id,
      year: events.year,
      slug: events.slug,
      name: events.name,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      zone: events.zone,
      attendanceMode: events.attendanceMode,
      placeId: events.placeId,
      website: events.website,
      codeOfConductUrl: events.codeOfConductUrl,
      languages: events.languages,
      xHandle: events.xHandle,
      mastodonHandle: events.mastodonHandle,
      blueskyHandle: events.blueskyHandle,
      editedColumns: events.editedColumns,
      topicIds,
    })
    .from(externalIds)
    .innerJoin(events, eq(events.id, externalIds.eventId))
    .where(isMeant(source, batch))
}

/** The calls that those events have, whoever told of them. */
const selectCalls = (db: Database, source: string, batch: readonly SourceEvent[]) =>
  db
    .selectDistinct({
      id: calls.id,
      eventId: calls.eventId,
      kind: calls.kind,
      url: calls.url,
      deadline: calls.deadline,
      source: calls.source,
    })
    .from(externalIds)
    .innerJoin(events, eq(events.id, externalIds.eventId))
    .innerJoin(calls, eq(calls.eventId, events.id))
    .where(isMeant(source, batch))
