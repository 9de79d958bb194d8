import { asc, count, desc, eq, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { coverage, events, eventTopics, people, sessions, topics } from '#db/schema/index.ts'
import { staticSql } from '#db/static-sql.ts'
import { creditsJson } from '../sessions/session-columns.ts'

const adder = alias(people, 'adder')

/** The slug of an event's first topic. */
const firstTopic = staticSql(sql<string | null>`(
  select ${topics.slug} from ${eventTopics} join ${topics} on ${topics.id} = ${eventTopics.topicId}
  where ${eventTopics.eventId} = ${events.id}
  order by ${eventTopics.position}, ${topics.slug} limit 1)`)

/** What a `CoverageItem` is made of. A query that takes it joins `adder`. */
const itemColumns = {
  id: coverage.id,
  kind: coverage.kind,
  url: coverage.url,
  title: coverage.title,
  author: coverage.author,
  provider: coverage.provider,
  language: coverage.language,
  durationS: coverage.durationS,
  hasThumbnail: sql<boolean>`${coverage.thumbnailUrl} is not null`.as('has_thumbnail'),
  playerUrl: coverage.playerUrl,
  deadSince: coverage.deadSince,
  archiveUrl: coverage.archiveUrl,
  addedBy: { handle: adder.handle, name: adder.name },
  createdAt: coverage.createdAt,
} as const

const withAdder = eq(adder.id, coverage.addedById)

/** No session has more: beyond it the list of its event goes on. */
const OF_SESSION_LIMIT = 50

/**
 * For a session page's own batch: what there is of the session that `isSession` chooses among
 * `sessions` and `events`, in the order of the kinds' names.
 */
export const selectSessionCoverage = (db: Database, isSession: SQL | undefined) =>
  db
    .select(itemColumns)
    .from(coverage)
    .innerJoin(events, eq(events.id, coverage.eventId))
    .innerJoin(sessions, eq(sessions.id, coverage.sessionId))
    .leftJoin(adder, withAdder)
    .where(isSession)
    .orderBy(asc(coverage.kind), asc(coverage.createdAt), asc(coverage.id))
    .limit(OF_SESSION_LIMIT)

/** What a `ListedCoverage` is made of, for a condition on `coverage`, `events` and `sessions`. */
export const selectCoverage = (db: Database, condition: SQL | undefined) =>
  db
    .select({
      ...itemColumns,
      event: {
        year: events.year,
        slug: events.slug,
        name: events.name,
        startsOn: events.startsOn,
        topic: firstTopic.as('first_topic'),
      },
      session: { slug: sessions.slug, title: sessions.title },
      credits: creditsJson.as('credits'),
    })
    .from(coverage)
    .innerJoin(events, eq(events.id, coverage.eventId))
    .leftJoin(sessions, eq(sessions.id, coverage.sessionId))
    .leftJoin(adder, withAdder)
    .where(condition)
    .$dynamic()

const LATEST_SHOWN = 6

/** For an event page's own batch: what was added last. */
export const selectLatest = (db: Database, isEvent: SQL | undefined) =>
  selectCoverage(db, isEvent)
    .orderBy(desc(coverage.createdAt), desc(coverage.id))
    .limit(LATEST_SHOWN)

/** A `KindCount` for each kind, for a condition on `coverage` and `events`; the most frequent first. */
export const selectKindCounts = (db: Database, condition: SQL | undefined) =>
  db
    .select({
      kind: coverage.kind,
      count: count(),
      latestAt: sql`max(${coverage.createdAt})`.mapWith(coverage.createdAt).as('latest_at'),
    })
    .from(coverage)
    .innerJoin(events, eq(events.id, coverage.eventId))
    .where(condition)
    .groupBy(coverage.kind)
    .orderBy(sql`count(*) desc`, asc(coverage.kind))
