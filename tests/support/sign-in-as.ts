import type { Account } from '#functions/deps.ts'
import { sessionCookie } from './edge.ts'
import { type TestEdge, Visitor } from './visitor.ts'

/** A browser that has this account's cookie, as it was written when it signed in or was prolonged. */
export async function signInAs(
  edge: TestEdge,
  who: Account & { personId?: string | null },
  { agoMs = 0, ...more }: Parameters<typeof sessionCookie>[1] = {},
): Promise<Visitor> {
  const visitor = new Visitor(edge)
  const cookie = await sessionCookie(who, { agoMs, ...more })
  visitor.cookies.set('__Host-session', cookie.slice(cookie.indexOf('=') + 1))
  return visitor
}
