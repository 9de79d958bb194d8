import type { Counts } from './counts.ts'

type Price = {
  readonly what: string
  /** Dollars for a million of it, beyond what a plan includes. */
  readonly perMillion: number
  readonly seenOn: string
  /** Nobody has held it against an invoice, nor against the vendor's own page by hand. */
  readonly unverified: boolean
}

type Limit = {
  readonly what: string
  readonly perMonth: number
  readonly seenOn: string
  readonly unverified: boolean
}

const DAYS_IN_MONTH = 30
export const MINUTES_IN_MONTH = DAYS_IN_MONTH * 24 * 60

/** List prices. Those that are not unverified are the design's own (autumn 2026). */
export const prices = {
  workerRequests: price('Workers, request', 0.3, '2026-11', false),
  workerCpuMs: price('Workers, ms of CPU', 0.02, '2026-11', false),
  queueMessages: price('QStash, attempt to deliver', 10, '2026-11', false),
  redisCommands: price('Upstash Redis, command', 2, '2026-11', false),
  kvReads: price('KV, key read', 0.5, '2026-11-29', true),
  kvWrites: price('KV, key written', 5, '2026-11-29', true),
} as const satisfies Record<string, Price>

/** What the free plans allow, and the smallest ones that cost something. */
export const limits = {
  redisFree: limit('Upstash Redis free, commands', 500_000, '2026-11-09', true),
  queueFree: limit('QStash free, messages (1,000 a day)', 1_000 * DAYS_IN_MONTH, '2026-11', false),
  kvReadsFree: limit('KV free, reads (100,000 a day)', 100_000 * DAYS_IN_MONTH, '2026-11-29', true),
  kvWritesFree: limit('KV free, writes (1,000 a day)', 1_000 * DAYS_IN_MONTH, '2026-11-29', true),
} as const satisfies Record<string, Limit>

/** Upstash Redis' smallest plan with a fixed price, dollars a month. */
export const redisFixedPlan = { perMonth: 10, seenOn: '2026-09-20', unverified: true }

/** Neon Launch, dollars for an hour of one compute unit; the smallest compute is a quarter of one. */
export const neon = {
  perUnitHour: 0.106,
  smallestUnits: 0.25,
  seenOn: '2026-11-12',
  unverified: true,
}

function price(what: string, perMillion: number, seenOn: string, unverified: boolean): Price {
  return { what, perMillion, seenOn, unverified }
}

function limit(what: string, perMonth: number, seenOn: string, unverified: boolean): Limit {
  return { what, perMonth, seenOn, unverified }
}

/** Dollars for a million of an action, at list price and without what plans include. */
export function dollarsPerMillion(counts: Counts, cpuMs: number): number {
  const { workerRequests, queueMessages, redisCommands, kvReads, kvWrites, workerCpuMs } = prices
  return (
    counts.workerRequests * workerRequests.perMillion +
    counts.queueMessages * queueMessages.perMillion +
    counts.redisCommands * redisCommands.perMillion +
    counts.kvReads * kvReads.perMillion +
    counts.kvWrites * kvWrites.perMillion +
    cpuMs * workerCpuMs.perMillion
  )
}
