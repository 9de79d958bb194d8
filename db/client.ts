import { neon, neonConfig } from '@neondatabase/serverless'
import type { BatchItem } from 'drizzle-orm/batch'
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http'

export type Database = NeonHttpDatabase<Record<string, never>>
export type Statement = BatchItem<'pg'>

/** How often, and how long in all, one request waited for a database. What is asked meanwhile is no new wait. */
export type Trips = { count: number; ms: number; underWay: number; sinceMs: number }

export const noTrips = (): Trips => ({ count: 0, ms: 0, underWay: 0, sinceMs: 0 })

/** How long a server may take before we stop waiting for it. */
const REPLICA_TIMEOUT_MS = 2_000
const PRIMARY_TIMEOUT_MS = 10_000

type Route = { fallbackUrl?: string | undefined; trips?: Trips; onFallback?: () => void }
type RoutedInit = RequestInit & { headers: Record<string, string>; route: Route }
type Options = { url: string } & Route

/**
 * A database over Neon's SQL-over-HTTP protocol. With `fallbackUrl` (for a replica: the primary),
 * a query that cannot reach the first server is asked again there, so that losing a replica costs
 * one slow query and no page. Cheap to make: it opens no connection.
 */
export function createDatabase({ url, ...route }: Options): Database {
  return drizzle(neon(url, { fetchOptions: { route } }), { casing: 'snake_case' })
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * Sets how the Neon driver reaches its servers, once per isolate: its settings are global.
 * `endpoint` is where SQL-over-HTTP is spoken, when it is not where Neon itself has it.
 */
export function connectNeon({ fetch, endpoint }: { fetch: Fetch; endpoint?: string | undefined }) {
  if (endpoint) neonConfig.fetchEndpoint = endpoint
  neonConfig.fetchFunction = (url: string, init: RoutedInit) => routed(fetch, url, init)
}

async function routed(fetch: Fetch, url: string, { route, ...init }: RoutedInit) {
  if (route.trips) begin(route.trips)
  try {
    if (!route.fallbackUrl) return await ask(fetch, url, init, PRIMARY_TIMEOUT_MS)
    const answer = await ask(fetch, url, init, REPLICA_TIMEOUT_MS).catch(() => null)
    // 400 is the server's own answer to a bad query, and would be the same anywhere.
    if (answer && (answer.ok || answer.status === 400)) return answer
    await answer?.body?.cancel()
    route.onFallback?.()
    const headers = { ...init.headers, 'Neon-Connection-String': route.fallbackUrl }
    return await ask(fetch, url, { ...init, headers }, PRIMARY_TIMEOUT_MS)
  } finally {
    if (route.trips) end(route.trips)
  }
}

function begin(trips: Trips) {
  if (trips.underWay === 0) {
    trips.count += 1
    trips.sinceMs = performance.now()
  }
  trips.underWay += 1
}

function end(trips: Trips) {
  trips.underWay -= 1
  if (trips.underWay === 0) trips.ms += performance.now() - trips.sinceMs
}

const ask = (fetch: Fetch, url: string, init: RequestInit, timeoutMs: number) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) })
