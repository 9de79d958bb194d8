import { eq, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { people, personRedirects } from '#db/schema/index.ts'
import type { Account } from '../deps.ts'
import { numberedHandles } from './handle.ts'

/** Personal. The person of this account, or null while it has chosen no name. */
export async function findPersonOf(db: Database, { accountId }: Account) {
  const [person] = await db
    .select({ id: people.id })
    .from(people)
    .where(eq(people.accountId, accountId))
  return person ?? null
}

/** Public. A handle like the wanted one that is still free, and looks like none that is taken. */
export async function suggestHandle(db: Database, wanted: string): Promise<string> {
  const choices = numberedHandles(wanted)
  const { rows } = await db.execute<{ choice: string }>(sql`
    select choice from json_array_elements_text(${JSON.stringify(choices)}::json)
      with ordinality as choices (choice, place)
    where not exists (select from ${people} where look_of(handle) = look_of(choice))
    order by place limit 1`)
  return rows[0]?.choice ?? (choices.at(-1) as string)
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

/** Public. Where the picture of a person is, or null. */
export async function findPersonPicture(db: Database, handle: string): Promise<string | null> {
  const [row] = await db
    .select({ url: people.photoUrl })
    .from(people)
    .where(eq(people.handle, handle))
  return row?.url ?? null
}
