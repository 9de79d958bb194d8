import * as z from 'zod'

/** The places that a job's deliveries take in an isolate: see `LIMITS` in workers/overload/admission.ts. */
export type Lane =
  /** Somebody sits before a screen and waits for it: it goes ahead of all others. */
  | 'mail'
  /** It waits for strangers' servers, and must not keep the others waiting. */
  | 'errand'
  | 'delivery'

/** How the messages of a job are delivered. */
type JobPolicy = {
  readonly lane: Lane
  /** So many are delivered at once, and the others wait at the queue. */
  readonly parallelism: number
  /** A run that takes longer has failed, and is tried again. */
  readonly maxMs: number
  /**
   * Its messages wait together (docs/decisions/0033): one delivery in so many seconds does the work of
   * all that are in the outbox, and settles each. Nobody waits for them.
   */
  readonly coalesceS?: number
}

/** What runs by the clock. */
type ScheduledJobPolicy = {
  /** One of the `crons` in wrangler.toml. */
  readonly every: string
  /** A run that takes longer has failed. It ends before the next is due, which it would hold. */
  readonly maxMs: number
}

// More at once would be refused where they arrive, and each message has few tries.
const apart = { lane: 'delivery', parallelism: 8, maxMs: 60_000 } as const
const errand = { ...apart, lane: 'errand', maxMs: 120_000 } as const
// For purges all that the quota allows.
const together = { ...apart, parallelism: 1, coalesceS: 12 } as const

/**
 * Every job that a message can be for. Payloads have ids, never copies: the job reads today's truth.
 * What each runs stands in queues/handlers.ts.
 */
export const jobs = {
  'send-email': {
    payload: z.object({ email: z.literal('sign-in'), signInTokenId: z.uuid() }),
    ...apart,
    lane: 'mail',
  },
  'ingest-posts': { payload: z.object({ eventId: z.uuid() }), ...errand },
  'update-sets': { payload: z.object({ eventId: z.uuid(), personId: z.uuid() }), ...together },
  'describe-coverage': { payload: z.object({ coverageId: z.uuid() }), ...errand },
  'check-coverage': {
    payload: z.object({ coverageIds: z.array(z.uuid()).min(1).max(20) }),
    ...errand,
  },
  'count-coverage': { payload: z.object({ eventId: z.uuid() }), ...apart },
  'read-schedule': { payload: z.object({ subscriptionId: z.uuid() }), ...errand },
  'purge-pages': {
    payload: z.object({ tags: z.array(z.string().max(200)).min(1).max(50) }),
    ...together,
  },
} as const satisfies Readonly<Record<string, JobPolicy & { readonly payload: z.ZodType }>>

export const EVERY_MINUTE = '* * * * *'
const eachMinute = { every: EVERY_MINUTE, maxMs: 50_000 } as const

/** Everything that happens by the clock. What each runs stands in queues/handlers.ts. */
export const scheduledJobs = {
  'sweep-outbox': eachMinute,
  'schedule-ingestion': eachMinute,
  'reconcile-sets': eachMinute,
  'schedule-coverage-checks': eachMinute,
  'schedule-readings': eachMinute,
  'count-events': eachMinute,
  'count-next-speakers': eachMinute,
  'index-documents': eachMinute,
  'rebuild-coverage-counts': { every: '23 4 * * *', maxMs: 300_000 },
} as const satisfies Readonly<Record<string, ScheduledJobPolicy>>

export type Job = keyof typeof jobs
export type ScheduledJob = keyof typeof scheduledJobs

export const jobNames = Object.keys(jobs) as Job[]

export const isJob = (name: string): name is Job => Object.hasOwn(jobs, name)

/** The policy of a job, or the usual one for what only another version of Hallway knows. */
export const policyOf = (name: string): JobPolicy => (isJob(name) ? jobs[name] : apart)

export const laneOf = (job: string): Lane => policyOf(job).lane

/** Whether its messages wait together. */
export const isCoalesced = (job: string): boolean => policyOf(job).coalesceS !== undefined
