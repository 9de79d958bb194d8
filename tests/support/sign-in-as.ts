import { serializeSigned } from 'hono/utils/cookie'
import { sessionEnd } from '#functions/accounts/auth-session.ts'
import type { Account } from '#functions/deps.ts'
import { encodeSession } from '#workers/middleware/session-cookie.ts'
import { type Site, Visitor } from './site.ts'

type Cookied = Account & { personId?: string | null }

/** A browser that has this account's cookie, as it was written when it signed in or was prolonged. */
export async function signInAs(
  site: Site,
  { personId = null, sessionId, accountId }: Cookied,
  createdAt: Date = new Date(),
  expiresAt: Date = sessionEnd(createdAt, createdAt),
): Promise<Visitor> {
  const visitor = new Visitor(site)
  const value = encodeSession({ sessionId, accountId, personId, createdAt, expiresAt })
  const secret = `${site.settings.SESSION_SECRET}:session`
  const cookie = await serializeSigned('__Host-session', value, secret, { path: '/', secure: true })
  const [, written = ''] = /^[^=]+=([^;]*)/.exec(cookie) ?? []
  visitor.cookies.set('__Host-session', written)
  return visitor
}
