import { sql } from 'drizzle-orm'
import { violates } from '#db/violates.ts'
import { notFound } from '../errors.ts'
import type { SessionRef } from './find-moved-session.ts'

/** The id of the session at an address, within a write: where people may see none the whole write fails. */
export const requireSession = ({ year, slug, session }: SessionRef) =>
  sql<string>`require_session(${year}::int, ${slug}, ${session})`

const MISSING = [
  'events_shown',
  'sessions_shown',
  'session_trackings_session_id_sessions_id_fk',
] as const

/** What a write that calls `requireSession` failed with, as people are told it. */
export function sessionNotFound(error: unknown): never {
  throw MISSING.some((name) => violates(error, name)) ? notFound('This session') : error
}
