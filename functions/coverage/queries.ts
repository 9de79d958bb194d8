import {
  and,
  asc,
  desc,
  eq,
  inArray,
  type Placeholder,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm'
import * as z from 'zod'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { coverage, coverageCounts, events, sessions, topics } from '#db/schema/index.ts'
import { cutPage } from '../cut-page.ts'
import { DomainError, notFound } from '../errors.ts'
import { isListed, isShown, isShownAt } from '../events/visibility.ts'
import type { EventRef } from '../paths.ts'
import { takesPlace } from '../sessions/takes-place.ts'
import type { CoverageKind, CoveragePage, KindCount, ListedCoverage } from './coverage.ts'
import { selectCoverage, selectKindCounts } from './coverage-columns.ts'
import { SITE_SCOPE, topicScope } from './scopes.ts'

const PAGE_SIZE = 48
const EVENT_PAGE_SIZE = 100

type Asked = {
  readonly kind?: CoverageKind | undefined
  /** Where the last page ended: its `next`. */
  readonly after?: string | undefined
}
type WithCounts = CoveragePage & { readonly counts: readonly KindCount[] }

/** `last` is the id of the item that the page before ended with. */
type PartValues = { kind: CoverageKind | undefined; last: string | undefined }

export const coverageList = pageQuery(
  'coverage',
  { always: [], optional: [['kind'], ['last']] },
  (db, { kind, last }: Placeholders<PartValues>) => {
    const older =
      last &&
      sql`(${coverage.createdAt}, ${coverage.id}) < (
      select last.created_at, last.id from ${coverage} as last where last.id = ${last}::uuid)`
    return [
      selectCoverage(db, and(isListed, kind && eq(coverage.kind, kind), older))
        .orderBy(desc(coverage.createdAt), desc(coverage.id))
        .limit(PAGE_SIZE + 1),
      selectKeptCounts(db, sql`${SITE_SCOPE}`),
    ]
  },
)

/**
 * Public. One trip. What was added last anywhere, of listed events, with how much there is of each
 * kind. Throws `malformed` for a cursor that is none.
 */
export async function listCoverage(db: Database, { kind, after }: Asked): Promise<WithCounts> {
  const [rows, counts] = await coverageList(db, { kind, last: lastOf(after) })
  return { ...toPage(rows, PAGE_SIZE), counts }
}

type EventCoverage = WithCounts & { readonly event: EventRef & { id: string; name: string } }

export const eventCoveragePage = pageQuery(
  'event_coverage',
  { always: ['year', 'slug'], optional: [['kind'], ['last']] },
  (db, { kind, last, ...ref }: Placeholders<EventRef & PartValues>) => [
    db
      .select({ id: events.id, year: events.year, slug: events.slug, name: events.name })
      .from(events)
      .where(isShownAt(ref)),
    selectCoverage(
      db,
      and(isShownAt(ref), kind && eq(coverage.kind, kind), last && afterInEvent(last)),
    )
      // One after another in the unique index: nothing is sorted.
      .orderBy(
        asc(coverage.eventId),
        asc(coverage.sessionId),
        asc(coverage.kind),
        asc(coverage.urlKey),
      )
      .limit(EVENT_PAGE_SIZE + 1),
    selectKindCounts(db, isShownAt(ref)),
  ],
)

/**
 * Public. One trip. What there is of one event, session by session, what is about it as a whole last.
 * Throws not_found for an event that is hidden or unknown, `malformed` for a cursor that is none.
 */
export async function getEventCoverage(
  db: Database,
  { year, slug }: EventRef,
  { kind, after }: Asked,
): Promise<EventCoverage> {
  const values = { year, slug, kind, last: lastOf(after) }
  const [[event], rows, counts] = await eventCoveragePage(db, values)
  if (!event) throw notFound(`The event ${year}/${slug}`)
  return { event, ...toPage(rows, EVENT_PAGE_SIZE), counts }
}

/** No session is after every session; a row comparison would find it nowhere. */
function afterInEvent(last: Placeholder): SQL {
  const { sessionId, kind, urlKey } = coverage
  const NOBODY = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  return sql`(coalesce(${sessionId}, ${NOBODY}::uuid), ${kind}, ${urlKey}) > (
    select coalesce(last.session_id, ${NOBODY}::uuid), last.kind, last.url_key
    from ${coverage} as last where last.id = ${last}::uuid)`
}

/** For a person page's own batch: of the sessions that somebody is billed for. */
export const selectPersonCounts = (db: Database, sessionIds: SQLWrapper) =>
  selectKindCounts(db, and(isListed, inArray(coverage.sessionId, sessionIds)))

/** For a topic page's own batch. As of the last `count-coverage`. */
export const selectTopicCounts = (db: Database, slug: Placeholder) =>
  selectKeptCounts(
    db,
    sql`(select ${topicScope(topics.id)} from ${topics} where ${topics.slug} = ${slug})`,
  )

const selectKeptCounts = (db: Database, scope: SQL) =>
  db
    .select({
      kind: coverageCounts.kind,
      count: coverageCounts.count,
      latestAt: coverageCounts.latestAt,
    })
    .from(coverageCounts)
    .where(sql`${coverageCounts.scope} = ${scope}`)
    .orderBy(desc(coverageCounts.count), asc(coverageCounts.kind))

/** Public. Where the picture of an item is, or null. */
export async function findCoveragePicture(db: Database, id: string): Promise<string | null> {
  const [row] = await db
    .select({ url: coverage.thumbnailUrl })
    .from(coverage)
    .innerJoin(events, eq(events.id, coverage.eventId))
    .where(and(eq(coverage.id, id), isShown))
  return row?.url ?? null
}

/** Public. An item with what it is of; null for what is not there, or is of a hidden event. */
export async function findCoverageItem(db: Database, id: string): Promise<ListedCoverage | null> {
  const [item] = await selectCoverage(db, and(isShown, eq(coverage.id, id)))
  return item ?? null
}

/** The shape of a cursor in an address: the id of the last item. */
export const coverageCursor = z.uuid().lowercase()

function lastOf(after: string | undefined): string | undefined {
  if (after === undefined) return undefined
  const last = coverageCursor.safeParse(after)
  if (last.success) return last.data
  throw new DomainError('malformed', 'That is not a page of this list')
}

function toPage(rows: readonly ListedCoverage[], size: number): CoveragePage {
  const { shown, next } = cutPage(rows, size, ({ id }) => id)
  return { items: shown, next }
}

/** No programme has more; on a longer one the others are not offered. */
const SESSIONS_OFFERED = 2_000

export type EventSessions = EventRef & {
  readonly name: string
  readonly sessions: readonly { readonly slug: string; readonly title: string }[]
}

export const offeredSessions = pageQuery(
  'offered_sessions',
  { always: ['year', 'slug'] },
  (db, ref: Placeholders<EventRef>) => [
    db
      .select({ year: events.year, slug: events.slug, name: events.name })
      .from(events)
      .where(isShownAt(ref)),
    db
      .select({ slug: sessions.slug, title: sessions.title })
      .from(sessions)
      .innerJoin(events, eq(events.id, sessions.eventId))
      .where(and(isShownAt(ref), takesPlace))
      .orderBy(asc(sessions.title), asc(sessions.id))
      .limit(SESSIONS_OFFERED),
  ],
)

/** Public. One trip. An event and what is on its programme, by title. Throws not_found. */
export async function getEventSessions(
  db: Database,
  { year, slug }: EventRef,
): Promise<EventSessions> {
  const [[event], offered] = await offeredSessions(db, { year, slug })
  if (!event) throw notFound(`The event ${year}/${slug}`)
  return { ...event, sessions: offered }
}
