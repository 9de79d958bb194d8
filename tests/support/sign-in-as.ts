import { Hono } from 'hono'
import { SESSION_TTL_MS } from '#functions/accounts/auth-session.ts'
import type { Account } from '#functions/deps.ts'
import type { AppEnv } from '#workers/app-env.ts'
import { writeSession } from '#workers/middleware/session-cookie.ts'
import { type Site, Visitor } from './site.ts'

/** A browser that has this account's cookie, as it was written at `checkedAt`. */
export async function signInAs(
  site: Site,
  account: Account & { personId?: string },
  checkedAt: Date,
): Promise<Visitor> {
  const visitor = new Visitor(site)
  const expiresAt = new Date(checkedAt.getTime() + SESSION_TTL_MS)
  const session = { ...account, personId: account.personId ?? null, expiresAt, checkedAt }
  const app = new Hono<AppEnv>().get('/', async (c) => {
    c.set('settings', site.settings)
    await writeSession(c, session)
    return c.body(null)
  })
  visitor.keepCookies(await app.request('/'))
  return visitor
}
