import type { IncidentKind } from '#functions/incidents/incidents.ts'
import { log } from '#functions/log.ts'

/** What isolates see while they answer, and the cron could not find out by itself. */
export const REPORTED = [
  'unexpected-error',
  'job-failed',
  'dead-letter',
] as const satisfies IncidentKind[]
export type Report = { readonly kind: (typeof REPORTED)[number]; readonly text: string }

/** One key for each kind, so that isolates that report different things do not undo each other. */
export const keyOf = (kind: Report['kind']) => `incidents:seen:${kind}`

/** How often an isolate reports what goes on. KV takes one write a second for a key. */
const REPORT_EVERY_MS = 5 * 60_000
/** How long it waits when KV did not take a report. */
const RETRY_MS = 60_000

const quietUntilMs = new Map<Report['kind'], number>()

/** Leaves word for the cron, if this isolate has not done so a moment ago. Never rejects. */
export async function report(flags: KVNamespace, { kind, text }: Report, nowMs: number) {
  if (nowMs < (quietUntilMs.get(kind) ?? 0)) return
  quietUntilMs.set(kind, nowMs + RETRY_MS)
  try {
    await flags.put(keyOf(kind), JSON.stringify({ atMs: nowMs, text }))
    quietUntilMs.set(kind, nowMs + REPORT_EVERY_MS)
  } catch (error) {
    log.warn('an incident could not be reported', { kind }, error)
  }
}
