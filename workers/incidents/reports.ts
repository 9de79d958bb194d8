import * as z from 'zod'
import type { Diagnosis, IncidentKind, Symptom } from '#functions/incidents/incidents.ts'
import { log } from '#functions/log.ts'
import { keyOf, REPORTED } from './report.ts'

const seen = z.object({ atMs: z.number(), text: z.string() })

/** What was reported this long ago, and not since, is over. Longer than two reports are apart. */
export const OVER_AFTER_MS = 10 * 60_000
/** The least that KV allows. */
const KV_TTL_S = 30

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
