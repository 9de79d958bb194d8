import { and, desc, eq } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { eventCounts, eventRedirects, events, posts, series } from '#db/schema/index.ts'
import { selectPeopleOf } from '../attendances/event-people.ts'
import { selectCallsOf } from '../calls/event-calls.ts'
import { selectKindCounts, selectLatest } from '../coverage/coverage-columns.ts'
import { notFound } from '../errors.ts'
import type { EventRef } from '../paths.ts'
import { postColumns } from '../posts/post-columns.ts'
import { selectProgrammeOf, toProgramme } from '../sessions/programme-summary.ts'
import { selectStaffOf } from '../staff/queries.ts'
import { selectVenuesOf } from '../venues/queries.ts'
import { selectAround } from './around.ts'
import { selectEditions, selectLastSpeakers } from './editions.ts'
import type { EventDetail, EventPage } from './event.ts'
import {
  city,
  clockAt,
  countColumns,
  country,
  eventColumns,
  withCounts,
  withPlace,
} from './event-columns.ts'
import {
  CLOCK,
  CURSOR,
  type EventFilter,
  type ListPlaceholders,
  listValues,
} from './event-filter.ts'
import { selectEventList, selectEvents, toPage } from './event-list.ts'
import { selectSources } from './event-sources.ts'
import { isShown, isShownAt, type RefBlanks } from './visibility.ts'

const PEOPLE_SHOWN = 24
const POSTS_SHOWN = 20

const detailColumns = {
  ...eventColumns,
  ...countColumns,
  kind: events.kind,
  tagline: events.tagline,
  description: events.description,
  series: { slug: series.slug, name: series.name },
  scheduleUrl: events.scheduleUrl,
  website: events.website,
  codeOfConductUrl: events.codeOfConductUrl,
  languages: events.languages,
  hashtag: events.hashtag,
  xHandle: events.xHandle,
  mastodonHandle: events.mastodonHandle,
  blueskyHandle: events.blueskyHandle,
  updatedAt: events.updatedAt,
}

export const eventPage = pageQuery(
  'event',
  { always: ['year', 'slug', ...CLOCK] },
  (db, { year, slug, ...clock }: Placeholders<EventRef & ReturnType<typeof clockAt>>) => {
    const ref = { year, slug }
    return [
      db
        .select(detailColumns)
        .from(events)
        .leftJoin(city, withPlace.city)
        .leftJoin(country, withPlace.country)
        .leftJoin(series, eq(series.id, events.seriesId))
        .leftJoin(eventCounts, withCounts)
        .where(isShownAt(ref)),
      selectPeopleOf(db, ref, { role: 'attending', limit: PEOPLE_SHOWN }),
      selectPeopleOf(db, ref, { role: 'tracking', limit: PEOPLE_SHOWN }),
      selectPosts(db, ref),
      selectVenuesOf(db, isShownAt(ref)),
      selectStaffOf(db, isShownAt(ref)),
      selectCallsOf(db, isShownAt(ref)),
      selectLatest(db, isShownAt(ref)),
      selectKindCounts(db, isShownAt(ref)),
      selectProgrammeOf(db, isShownAt(ref)),
      selectEditions(db, ref, clock),
      selectLastSpeakers(db, ref),
      selectAround(db, ref, clock),
      selectSources(db, ref),
    ]
  },
)

/** Public. One trip. Shows an unlisted event to who has its address; throws not_found for a hidden one. */
export async function getEvent(
  db: Database,
  { year, slug }: EventRef,
  now: Date,
): Promise<EventDetail> {
  const [
    [event],
    attending,
    tracking,
    shownPosts,
    venues,
    staff,
    calls,
    added,
    kinds,
    [programme],
    editions,
    [lastSpeakers],
    around,
    sources,
  ] = await eventPage(db, { year, slug, ...clockAt(now) })
  if (!event) throw notFound(`The event ${year}/${slug}`)
  return {
    ...event,
    attending,
    tracking,
    posts: shownPosts,
    venues,
    staff,
    calls,
    coverage: added,
    coverageCounts: kinds,
    programme: toProgramme(programme),
    editions,
    lastSpeakers: lastSpeakers ?? null,
    around,
    sources,
  }
}

const selectPosts = (db: Database, ref: RefBlanks) =>
  db
    .select(postColumns)
    .from(posts)
    .innerJoin(events, eq(events.id, posts.eventId))
    .where(isShownAt(ref))
    .orderBy(desc(posts.postedAt), desc(posts.id))
    .limit(POSTS_SHOWN)

/** Public. Where an event that had this address is now, or null. */
export async function findMovedEvent(db: Database, ref: EventRef): Promise<EventRef | null> {
  const [moved] = await db
    .select({ year: events.year, slug: events.slug })
    .from(eventRedirects)
    .innerJoin(events, eq(events.id, eventRedirects.eventId))
    .where(and(eq(eventRedirects.year, ref.year), eq(eventRedirects.slug, ref.slug), isShown))
  return moved ?? null
}

export const eventList = pageQuery(
  'events',
  { always: CLOCK, optional: [['topic'], ['place'], CURSOR] },
  (db, placeholders: ListPlaceholders) => [selectEventList(db, { when: 'upcoming' }, placeholders)],
)

/** Public. One page of the directory, listed events only. Throws malformed for a cursor that is none. */
export async function listEvents(db: Database, filter: EventFilter): Promise<EventPage> {
  const { when, year, fromMonth, toMonth, topics, withinKm, series, venue, online, limit } = filter
  // Each choice more would double the functions.
  const narrowed = [year, fromMonth, toMonth, topics, withinKm, series, venue, online, limit]
  const isSeldom = narrowed.some(Boolean)
  if (when !== 'upcoming' || isSeldom) return toPage(await selectEvents(db, filter), filter)
  const [rows] = await eventList(db, listValues(filter))
  return toPage(rows, filter)
}
