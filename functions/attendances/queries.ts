import { desc, eq } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { type Placeholders, pageQuery } from '#db/page-query.ts'
import { type AttendanceRole, attendances, authSessions, people } from '#db/schema/index.ts'
import { isAlive } from '../accounts/live-session.ts'
import type { Account } from '../deps.ts'

/** Nobody has more marks on one page than this; beyond it the oldest are left out. */
const ROLES_LIMIT = 1_000

/** The signed-in person as a page shows them, and what they are to which event. */
export type Viewer = {
  readonly handle: string
  readonly name: string
  readonly roles: ReadonlyMap<string, AttendanceRole>
}

/** Who is signed in. Both are null until the account has chosen a name. */
export type SignedIn = { readonly personId: string | null; readonly viewer: Viewer | null }

export const signedIn = pageQuery(
  'signed_in',
  { always: ['accountId', 'sessionId'] },
  (db, account: Placeholders<Account>) => [
    db
      .select({
        personId: people.id,
        handle: people.handle,
        name: people.name,
        eventId: attendances.eventId,
        role: attendances.role,
      })
      .from(authSessions)
      .leftJoin(people, eq(people.accountId, authSessions.accountId))
      .leftJoin(attendances, eq(attendances.personId, people.id))
      .where(isAlive(account))
      .orderBy(desc(attendances.createdAt))
      .limit(ROLES_LIMIT),
  ],
)

/** Personal. Null when the session has ended. */
export async function findSignedIn(
  db: Database,
  { account: { accountId, sessionId } }: { account: Account },
): Promise<SignedIn | null> {
  const [rows] = await signedIn(db, { accountId, sessionId })
  const [first] = rows
  if (!first) return null
  const { personId, handle, name } = first
  if (handle === null || name === null) return { personId: null, viewer: null }
  const roles = new Map<string, AttendanceRole>()
  for (const { eventId, role } of rows) if (eventId && role) roles.set(eventId, role)
  return { personId, viewer: { handle, name, roles } }
}
