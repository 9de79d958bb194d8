import { and, asc, eq, isNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { coverage, events, people, reports, sessions } from '#db/schema/index.ts'
import { announceCoverage } from '../coverage/announce-coverage.ts'
import { coverageName } from '../coverage/coverage-name.ts'
import type { Stores } from '../deps.ts'
import { notFound } from '../errors.ts'
import { paths } from '../paths.ts'
import type { ReportReason } from './reasons.ts'

/** What staff sees of a report that is open. */
export type OpenReport = {
  readonly id: string
  readonly reason: ReportReason
  readonly note: string | null
  /** The reporter's handle; null for a visitor. */
  readonly by: string | null
  readonly createdAt: Date
  /** What it is called, where it leads, and the page here that shows it. */
  readonly name: string
  readonly url: string
  readonly page: string
  /** The handle of whoever added it; null for an import. */
  readonly addedBy: string | null
}

const LISTED = 200

/** For staff only. Open reports, the oldest first, so many at a time. */
export async function listOpenReports(db: Database): Promise<OpenReport[]> {
  const adder = alias(people, 'adder')
  const rows = await db
    .select({
      id: reports.id,
      reason: reports.reason,
      note: reports.note,
      by: people.handle,
      createdAt: reports.createdAt,
      coverage: { id: coverage.id, title: coverage.title, url: coverage.url },
      event: { year: events.year, slug: events.slug, name: events.name },
      session: { slug: sessions.slug, title: sessions.title },
      addedBy: adder.handle,
    })
    .from(reports)
    .innerJoin(coverage, eq(coverage.id, reports.coverageId))
    .innerJoin(events, eq(events.id, coverage.eventId))
    .leftJoin(sessions, eq(sessions.id, coverage.sessionId))
    .leftJoin(people, eq(people.id, reports.reporterId))
    .leftJoin(adder, eq(adder.id, coverage.addedById))
    .where(isNull(reports.closedAt))
    .orderBy(asc(reports.createdAt), asc(reports.id))
    .limit(LISTED)
  return rows.map(({ coverage: item, event, session, ...report }) => ({
    ...report,
    name: coverageName({ ...item, event, session }),
    url: item.url,
    page: `${session ? paths.session(event, session.slug) : paths.eventCoverage(event)}#link-${item.id}`,
  }))
}

type Close = { readonly id: string; readonly removes: boolean }

/**
 * For staff only. Closes a report, or with `removes` takes away what it is about, and all its reports with
 * that. Throws not_found for a report that is not open.
 */
export async function closeReport(
  { write, commit }: Stores,
  { id, removes }: Close,
): Promise<{ url: string }> {
  const isIt = and(eq(reports.id, id), isNull(reports.closedAt))
  const [report] = await write
    .select({ coverageId: coverage.id, eventId: coverage.eventId, url: coverage.url })
    .from(reports)
    .innerJoin(coverage, eq(coverage.id, reports.coverageId))
    .where(isIt)
  if (!report) throw notFound('An open report of this id')
  const { coverageId, eventId, url } = report
  if (removes)
    await commit([write.delete(coverage).where(eq(coverage.id, coverageId))], {
      messages: announceCoverage(eventId),
    })
  else await commit([write.update(reports).set({ closedAt: new Date() }).where(isIt)])
  return { url }
}
