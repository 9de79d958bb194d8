import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import * as z from 'zod'
import type { Database } from '#db/client.ts'
import { coverage, events, people, reports, sessions } from '#db/schema/index.ts'
import { announceCoverage } from '../coverage/announce-coverage.ts'
import { coverageName } from '../coverage/coverage-name.ts'
import type { Stores } from '../deps.ts'
import { notFound } from '../errors.ts'
import { paths } from '../paths.ts'
import { cleanLine } from '../text/clean-line.ts'
import type { ReportReason } from './reasons.ts'
import { saysTheSame } from './says-the-same.ts'

/** What staff sees of a report that is open, and of those that say the same of the same. */
export type OpenReport = {
  /** Of the first of them, as are who reported it and when. */
  readonly id: string
  readonly count: number
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
/** As many as a screen has columns for, twice. */
const MAX_NAME = 200

export type OpenReports = {
  readonly reports: readonly OpenReport[]
  /** How many are open beyond these. */
  readonly more: number
}

/** For staff only. Open reports, the oldest first, so many at a time. */
export async function listOpenReports(db: Database): Promise<OpenReports> {
  const rows = await selectOpen(db)
  const same = Object.groupBy(rows, ({ coverage: { id }, reason, note }) =>
    JSON.stringify([id, reason, note]),
  )
  return {
    reports: Object.values(same).flatMap((all = []) => all.slice(0, 1).map(toReport(all.length))),
    more: (rows[0]?.open ?? 0) - rows.length,
  }
}

function selectOpen(db: Database) {
  const adder = alias(people, 'adder')
  return db
    .select({
      id: reports.id,
      reason: reports.reason,
      note: reports.note,
      by: people.handle,
      createdAt: reports.createdAt,
      open: sql`count(*) over ()`.mapWith(Number),
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
}
type Open = Awaited<ReturnType<typeof selectOpen>>[number]

const toReport =
  (count: number) =>
  ({ coverage: item, event, session, open: _, ...report }: Open): OpenReport => ({
    ...report,
    count,
    // It is read in a terminal, where control characters are commands.
    name: cleanLine(coverageName({ ...item, event, session }), MAX_NAME),
    url: item.url,
    page: `${session ? paths.session(event, session.slug) : paths.eventCoverage(event)}#link-${item.id}`,
  })

type Close = { readonly id: string; readonly removes: boolean }

/**
 * For staff only. Closes a report and those that say the same of the same, or with `removes` takes away
 * what it is about, and all its reports with that. Throws not_found for a report that is not open.
 */
export async function closeReport(
  { write, commit }: Stores,
  { id, removes }: Close,
): Promise<{ url: string }> {
  const isOpen = isNull(reports.closedAt)
  const [report] = z.uuid().safeParse(id).success
    ? await write
        .select({
          coverageId: coverage.id,
          eventId: coverage.eventId,
          url: coverage.url,
          reason: reports.reason,
          note: reports.note,
        })
        .from(reports)
        .innerJoin(coverage, eq(coverage.id, reports.coverageId))
        .where(and(eq(reports.id, id), isOpen))
    : []
  if (!report) throw notFound('An open report of this id')
  const { coverageId, eventId, url } = report
  if (removes)
    await commit([write.delete(coverage).where(eq(coverage.id, coverageId))], {
      messages: announceCoverage(eventId),
    })
  else
    await commit([
      write
        .update(reports)
        .set({ closedAt: new Date() })
        .where(and(saysTheSame(report), isOpen)),
    ])
  return { url }
}
