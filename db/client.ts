import { neon, neonConfig } from '@neondatabase/serverless'
import type { BatchItem } from 'drizzle-orm/batch'
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http'
import { askTogether } from './ask-together.ts'
import type { Fetch, Route, RoutedInit } from './route.ts'
import type { Trips } from './trips.ts'

export type Database = NeonHttpDatabase<Record<string, never>>
export type Statement = BatchItem<'pg'>

/** One server over Neon's SQL-over-HTTP protocol. Cheap to make: it opens no connection. */
export const createDatabase = ({ url, trips }: { url: string; trips?: Trips }): Database =>
  createRoutedDatabase({ servers: [{ url, role: 'primary' }], ...(trips && { trips }) })

/** The same over several servers: a query goes to the first that can answer it (db/route.ts). */
export function createRoutedDatabase(route: Route): Database {
  const [first] = route.servers
  if (!first) throw new Error('A database needs a server')
  return drizzle(neon(first.url, { fetchOptions: { route } }), { casing: 'snake_case' })
}

/**
 * Sets how the Neon driver reaches its servers, once per isolate: its settings are global.
 * `endpoint` is where SQL-over-HTTP is spoken, when it is not where Neon itself has it.
 */
export function connectNeon({ fetch, endpoint }: { fetch: Fetch; endpoint?: string | undefined }) {
  if (endpoint) neonConfig.fetchEndpoint = endpoint
  neonConfig.fetchFunction = (url: string, init: RoutedInit) => askTogether(fetch, url, init)
}
