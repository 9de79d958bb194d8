import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { reports } from '#db/schema/index.ts'
import type { ReportReason } from './reasons.ts'

type Said = {
  readonly coverageId: string
  readonly reason: ReportReason
  readonly note: string | null
}

/** Whether a report says the same of the same item. */
export const saysTheSame = ({ coverageId, reason, note }: Said): SQL | undefined =>
  and(
    eq(reports.coverageId, coverageId),
    eq(reports.reason, reason),
    note === null ? isNull(reports.note) : eq(reports.note, note),
  )
