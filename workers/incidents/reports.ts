import * as z from 'zod'
import type { Diagnosis, IncidentKind, Symptom } from '#functions/incidents/incidents.ts'
import { log } from '#functions/log.ts'

/** What isolates see while they answer, and the cron could not find out by itself. */
const REPORTED = ['unexpected-error', 'job-failed', 'dead-letter'] as const satisfies IncidentKind[]
export type Report = { readonly kind: (typeof REPORTED)[number]; readonly text: string }

/** One key for each kind, so that isolates that report different things do not undo each other. */
const keyOf = (kind: Report['kind']) => `incidents:seen:${kind}`
const seen = z.object({ atMs: z.number(), text: z.string() })

/** How often an isolate reports what goes on. KV takes one write a second for a key. */
const REPORT_EVERY_MS = 5 * 60_000
/** How long it waits when KV did not take a report. */
const RETRY_MS = 60_000
/** What was reported this long ago, and not since, is over. Longer than two reports are apart. */
export const OVER_AFTER_MS = 10 * 60_000
/** The least that KV allows. */
const KV_TTL_S = 30

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

/** What isolates have reported within ten minutes. Costs a read for each kind; never rejects. */
export async function readReports(flags: KVNamespace, nowMs: number): Promise<Diagnosis> {
  const unknown = new Set<IncidentKind>()
  const found = await Promise.all(
    REPORTED.map(async (kind): Promise<Symptom[]> => {
      try {
        const value = await flags.get(keyOf(kind), { type: 'json', cacheTtl: KV_TTL_S })
        if (value === null) return []
        const { atMs, text } = seen.parse(value)
        return nowMs - atMs < OVER_AFTER_MS ? [{ kind, text }] : []
      } catch (error) {
        unknown.add(kind)
        log.error('reports of incidents could not be read', { kind }, error)
        return []
      }
    }),
  )
  return { symptoms: found.flat(), unknown }
}
