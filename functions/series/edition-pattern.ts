import { and, desc, eq, inArray, not, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { eventRedirects, events, externalIds, series } from '#db/schema/index.ts'
import { conflict, notFound } from '../errors.ts'
import { isOf } from '../events/event-conditions.ts'
import { isShown } from '../events/visibility.ts'
import type { Day } from '../time/day.ts'

/** The source of the names under which we remember for which day we made an edition. */
export const MADE = 'make-next'

const MAX_EDITIONS = 5_000

export const slotName = (seriesId: string, day: Day) => `${seriesId} ${day}`

/** What an edition takes over from the one before. Its status and its own programme it does not. */
const copied = {
  name: events.name,
  tagline: events.tagline,
  description: events.description,
  kind: events.kind,
  zone: events.zone,
  visibility: events.visibility,
  attendanceMode: events.attendanceMode,
  placeId: events.placeId,
  website: events.website,
  dayChangeMinutes: events.dayChangeMinutes,
  codeOfConductUrl: events.codeOfConductUrl,
  languages: events.languages,
  hashtag: events.hashtag,
  xHandle: events.xHandle,
  mastodonHandle: events.mastodonHandle,
  blueskyHandle: events.blueskyHandle,
} as const

export type Pattern = Awaited<ReturnType<typeof findPattern>>

/**
 * What the next editions of a series are made after. `anchor` is the first day of the newest edition
 * that somebody made by hand, from which the cadence is counted; `template` the newest of all, which
 * is copied; `slots` the days for which we have made one, and `days` those on which there is one.
 */
export async function findPattern(db: Database, slug: string) {
  const isMade = sql`exists (select from ${externalIds}
    where ${externalIds.eventId} = ${events.id} and ${externalIds.source} = ${MADE})`
  const [[found], [template], [byHand], slotRows, dayRows] = await db.batch([
    db.select({ id: series.id, slug: series.slug }).from(series).where(eq(series.slug, slug)),
    selectNewest(db, slug),
    selectNewest(db, slug, not(isMade)),
    db
      .select({ name: externalIds.externalId })
      .from(events)
      .innerJoin(externalIds, eq(externalIds.eventId, events.id))
      .where(and(isOf(slug), eq(externalIds.source, MADE)))
      .limit(MAX_EDITIONS),
    db.select({ startsOn: events.startsOn }).from(events).where(isOf(slug)).limit(MAX_EDITIONS),
  ])
  if (!found) throw notFound(`The series ${slug}`)
  if (!template || !byHand) throw conflict('It has no edition with days to go by: make one first')
  return {
    series: found,
    template,
    anchor: byHand.startsOn,
    slots: new Set(slotRows.map(({ name }) => name.slice(slotName(found.id, '').length))),
    days: new Set(dayRows.map(({ startsOn }) => startsOn)),
  }
}

const selectNewest = (db: Database, slug: string, narrowed?: SQL) =>
  db
    .select({ ...copied, id: events.id, startsOn: events.startsOn, endsOn: events.endsOn })
    .from(events)
    .where(and(isOf(slug), isShown, eq(events.datePrecision, 'day'), narrowed))
    .orderBy(desc(events.startsOn), desc(events.id))
    .limit(1)

/** `year/slug` of all events of these years, and of those that redirect from there. */
export async function findTakenSlugs(db: Database, years: number[]): Promise<Set<string>> {
  const [now, before] = await db.batch([
    db
      .select({ year: events.year, slug: events.slug })
      .from(events)
      .where(inArray(events.year, years)),
    db
      .select({ year: eventRedirects.year, slug: eventRedirects.slug })
      .from(eventRedirects)
      .where(inArray(eventRedirects.year, years)),
  ])
  return new Set([...now, ...before].map(({ year, slug }) => `${year}/${slug}`))
}
