import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { ReadSession, type Seen } from '#db/read-session.ts'
import { LONGEST_LAG_MS } from '#db/replicas.ts'
import type { Server } from '#db/route.ts'
import type { AppEnv } from '../app-env.ts'
import { makeDeps } from '../deps.ts'
import { serversFor } from '../replica-health.ts'
import { readSignedCookie, writeSignedCookie } from '../signed-cookie.ts'

/** A transaction's id, as `pg_current_xact_id` gives it, and a place in the log. */
const FORMAT = { seen: /^[0-9]{1,20}$/, read: /^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/ } as const
type Name = keyof typeof FORMAT

/** Ten times as long as any replica that is still read from can be behind. They cost nothing. */
export const MAX_AGE_S = (10 * LONGEST_LAG_MS) / 1000

/**
 * Exact read-your-writes and monotonic reads for whoever is signed in. One cookie says what they
 * wrote last, another how far they have read; every query asks its replica whether it shows both,
 * and goes to the primary if not. Two cookies, neither of them ever deleted: a page that was asked
 * for before a write may be answered after it, and must not undo what the write has set.
 */
export const consistency = createMiddleware<AppEnv>(async (c, next) => {
  const { settings, scope } = c.var
  const { account } = c.var.requester
  const { state, purge, WEB: web } = c.env
  const session = readSession(c)
  const seed = account?.sessionId ?? crypto.randomUUID()
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  const ordered = serversFor({ settings, state, seed, waitUntil })
  // A write goes to the primary anyway, and what it is decided by had better be as new as can be.
  const safe = c.req.method === 'GET' || c.req.method === 'HEAD'
  const servers = safe ? ordered : ordered.toSorted(primaryFirst)
  // Whoever is signed in asks for a page and for what is theirs at the same time.
  const readFrom = { servers, session, merges: Boolean(account) }
  c.set('deps', makeDeps({ settings, scope, readFrom, purge, web }))

  await next()

  // Who is not signed in has nothing to see again, and gets no cookie; nor does anybody where no
  // replica could be behind.
  if (!c.get('session') || settings.REPLICA_URLS.length === 0) return
  if (scope.lastWrite !== null) writeSignedCookie(c, 'seen', scope.lastWrite, MAX_AGE_S)
  // A place that the cookie names already was in the log when that was set: it is as old as the cookie.
  const position = session?.newPosition
  if (position) writeSignedCookie(c, 'read', position, MAX_AGE_S)
})

const primaryFirst = (a: Server, b: Server) =>
  Number(b.role === 'primary') - Number(a.role === 'primary')

function readSession(c: Context<AppEnv>): ReadSession | undefined {
  if (!c.var.requester.account || c.get('settings').REPLICA_URLS.length === 0) return undefined
  const seen: Seen = { wrote: read(c, 'seen'), read: read(c, 'read') }
  return new ReadSession(seen)
}

function read(c: Context<AppEnv>, name: Name): string | null {
  const value = readSignedCookie(c, name)
  return value && FORMAT[name].test(value) ? value : null
}
