import { eq } from 'drizzle-orm'
import { authSessions, people } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'

/**
 * For operators: ends every session of the person with this handle. Resolves to how many. Throws
 * `not_found` for nobody, and for a person whom no account claims.
 */
export async function signOutPerson(
  { write, commit }: Pick<Deps, 'write' | 'commit'>,
  handle: string,
): Promise<number> {
  const [person] = await write
    .select({ accountId: people.accountId })
    .from(people)
    .where(eq(people.handle, handle))
  if (!person?.accountId) throw notFound(`An account of @${handle}`)
  const end = write.delete(authSessions).where(eq(authSessions.accountId, person.accountId))
  const [ended] = await commit([end.returning({ id: authSessions.id })])
  return ended.length
}
