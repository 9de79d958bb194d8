import type { Database } from '#db/client.ts'
import { isUnreachable, sqlState } from '#db/failures.ts'
import type { Diagnosis, IncidentKind, Symptom } from '#functions/incidents/incidents.ts'
import { log } from '#functions/log.ts'
import { findOldestUnsent } from '#functions/outbox/queries.ts'
import { readReports } from './reports.ts'

const OUTBOX_LATE_MS = 5 * 60_000

export type Sources = {
  readonly primary: Database
  readonly flags: KVNamespace
  /** Null when nobody can say: without the primary there is nothing to be behind. */
  readonly replicasLeftOut: readonly string[] | null
  readonly readOnly: boolean
  readonly primaryMissed: boolean
  /** When the cron was due: two that run for one minute make the same notices. */
  readonly nowMs: number
}

/**
 * Looks for everything that an operator has to know. One trip to the primary and three reads of KV,
 * side by side; each check catches its own failure, and what it cannot find out is unknown.
 */
export async function diagnose(sources: Sources): Promise<Diagnosis & { primaryMissed: boolean }> {
  const { flags, nowMs, replicasLeftOut } = sources
  const [reports, primary] = await Promise.all([readReports(flags, nowMs), askPrimary(sources)])
  const unknown = new Set([...reports.unknown, ...primary.unknown])
  if (replicasLeftOut === null) unknown.add('replica-left-out')
  const replicas = (replicasLeftOut ?? []).map(
    (name): Symptom => ({
      kind: 'replica-left-out',
      subject: name,
      text: `The replica ${name} is left out: it is too far behind, or does not answer. Pages are read from the others or from the primary`,
    }),
  )
  return {
    symptoms: [...reports.symptoms, ...primary.symptoms, ...replicas],
    unknown,
    primaryMissed: primary.missed,
  }
}

type Answer = { missed: boolean; symptoms: Symptom[]; unknown: IncidentKind[] }

/** Whether the primary answers, and how long messages have waited in it. Two misses running are a minute. */
async function askPrimary({ primary, readOnly, primaryMissed, nowMs }: Sources): Promise<Answer> {
  try {
    const oldest = await findOldestUnsent(primary)
    // While read-only nothing sweeps the outbox, so its age says nothing.
    if (readOnly) return { missed: false, symptoms: [], unknown: ['outbox-late'] }
    const waitingMs = oldest === null ? 0 : nowMs - oldest.getTime()
    return {
      missed: false,
      symptoms: waitingMs > OUTBOX_LATE_MS ? [late(waitingMs)] : [],
      unknown: [],
    }
  } catch (error) {
    const answered = sqlState(error) !== null && !isUnreachable(error)
    log.warn('the primary was asked how it is', { answered }, error)
    const isAway = !answered && primaryMissed
    return { missed: !answered, symptoms: isAway ? [AWAY] : [], unknown: ['outbox-late'] }
  }
}

const AWAY: Symptom = {
  kind: 'primary-away',
  text: 'The primary database has not answered for a minute. Pages go on from replicas and caches, writes are refused',
}

const late = (waitingMs: number): Symptom => ({
  kind: 'outbox-late',
  text: `Messages have waited for the queue for ${Math.floor(waitingMs / 60_000)} min: it does not take them, or nobody gives them to it`,
})
