import { eq, like } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { people, personRedirects } from '#db/schema/index.ts'
import type { Account } from '../deps.ts'
import { HANDLE_MAX_LENGTH, nextFreeHandle } from './handle.ts'

/** Enough to find a free number; somebody so popular can think of another handle. */
const LIKE_LIMIT = 200

/** Personal. The person of this account, or null while it has chosen no name. */
export async function findPersonOf(db: Database, { accountId }: Account) {
  const [person] = await db
    .select({ id: people.id })
    .from(people)
    .where(eq(people.accountId, accountId))
  return person ?? null
}

/** Public. A handle like the wanted one that is still free. */
export async function suggestHandle(db: Database, wanted: string): Promise<string> {
  const start = wanted.slice(0, HANDLE_MAX_LENGTH - 4)
  const taken = await db
    .select({ handle: people.handle })
    .from(people)
    .where(like(people.handle, `${start}%`))
    .limit(LIKE_LIMIT)
  return nextFreeHandle(wanted, new Set(taken.map(({ handle }) => handle)))
}

/** Public. The handle that whoever had this one has now, or null. */
export async function findMovedPerson(db: Database, handle: string): Promise<string | null> {
  const [moved] = await db
    .select({ handle: people.handle })
    .from(personRedirects)
    .innerJoin(people, eq(people.id, personRedirects.personId))
    .where(eq(personRedirects.handle, handle))
  return moved?.handle ?? null
}
