import { newTrips, type Trips } from '#db/trips.ts'
import type { Message } from '#functions/messages.ts'

/** What one request did that its answer must tell: what it waited for, and what it wrote. */
export type RequestScope = {
  readonly trips: Trips
  readonly startedAtMs: number
  /** The last transaction that this request committed. */
  lastWrite: string | null
  readonly messages: Message[]
}

export const newScope = (nowMs: number): RequestScope => ({
  trips: newTrips(),
  startedAtMs: nowMs,
  lastWrite: null,
  messages: [],
})

/** W3C Server Timing: how often and how long the database was waited for, and the whole. */
export function serverTiming({ trips, startedAtMs }: RequestScope, nowMs: number): string {
  const total = (nowMs - startedAtMs).toFixed(1)
  return `db;desc="${trips.count}";dur=${trips.ms.toFixed(1)}, render;dur=${total}`
}
