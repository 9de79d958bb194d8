import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { createDatabase } from '#db/client.ts'
import { pickReplica, shows } from '#db/replicas.ts'
import type { AppEnv } from '../app-env.ts'
import { makeDeps } from '../deps.ts'

const NAME = 'seen'
/** Longer than any replica may be behind and still be in the pool. */
const MAX_AGE_S = 60

/**
 * Exact read-your-writes. Whoever wrote carries the transaction's id for a minute; their next request
 * asks their replica, once, whether its snapshot shows that transaction. If so the replica is exact
 * for them and the cookie has done its work; if not, this request reads from the primary.
 */
export const consistency = createMiddleware<AppEnv>(async (c, next) => {
  const { settings, scope } = c.var
  const { state, purge, WEB: web } = c.env
  const xid = await readSeen(c)
  const pool = { urls: settings.REPLICA_URLS, behind: state.behind, nowMs: Date.now() }
  const home = pickReplica(pool, c.var.account?.sessionId ?? crypto.randomUUID())
  const safe = c.req.method === 'GET' || c.req.method === 'HEAD'
  const exact = home !== null && (xid === null || (safe && (await asks(home, xid, c))))
  c.set('deps', makeDeps({ settings, scope, replica: exact ? home : null, purge, web }))

  await next()

  // Who is not signed in has nothing to see again, and gets no cookie.
  if (scope.lastWrite !== null && c.var.session) await writeSeen(c, scope.lastWrite)
  else if (xid !== null && exact) deleteCookie(c, NAME, { prefix: 'host', path: '/', secure: true })
})

/** A replica that cannot answer shows nothing. */
async function asks(url: string, xid: string, c: Context<AppEnv>): Promise<boolean> {
  return shows(createDatabase({ url, trips: c.var.scope.trips }), xid).catch(() => false)
}

// A key of its own, so that no other cookie of ours can be passed off as this one.
const secretOf = (c: Context<AppEnv>) => `${c.var.settings.SESSION_SECRET}:seen`

async function readSeen(c: Context<AppEnv>): Promise<string | null> {
  const value = await getSignedCookie(c, secretOf(c), NAME, 'host')
  return value && /^[0-9]{1,20}$/.test(value) ? value : null
}

const writeSeen = (c: Context<AppEnv>, xid: string) =>
  setSignedCookie(c, NAME, xid, secretOf(c), {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: MAX_AGE_S,
  })
