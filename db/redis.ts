import { Redis } from '@upstash/redis'

export type { Redis }

/** A page never waits longer than this for Redis: it asks Postgres instead. */
const PAGE_TIMEOUT_MS = 300
/** Nobody waits for a job, and comparing many sets takes Redis a moment. */
export const JOB_TIMEOUT_MS = 5_000

type Options = { url: string; token: string; timeoutMs?: number }

/** One client per isolate: it batches the commands of one tick and keeps Upstash's sync token. */
export function createRedis({ url, token, timeoutMs = PAGE_TIMEOUT_MS }: Options): Redis {
  return new Redis({
    url,
    token,
    retry: { retries: 1, backoff: () => 50 },
    // As a function: given a signal, the client fakes an answer when it is aborted.
    signal: () => AbortSignal.timeout(timeoutMs),
    automaticDeserialization: false,
    responseEncoding: false,
    enableTelemetry: false,
  })
}

/** Every key that we keep. Sets are copies of Postgres; whatever else is here has a time to live. */
export const redisKeys = {
  attending: (eventId: string) => `event:${eventId}:attending`,
  tracking: (eventId: string) => `event:${eventId}:tracking`,
  personEvents: (personId: string) => `person:${personId}:events`,
  /** When a whole reconcile ended; there while the sets may be trusted, and lost together with them. */
  setsComplete: () => 'sets:complete',
  /** How far the reconcile that is under way has come. */
  setsCursor: () => 'sets:cursor',
  /** How far the count of speakers has come. */
  speakersCursor: () => 'speakers:cursor',
} as const

export const redisTtlS = {
  /** Longer than two passes are ever apart (RECONCILE_EVERY_MINUTES). */
  setsComplete: 2 * 86_400,
  setsCursor: 3_600,
  speakersCursor: 86_400,
} as const
