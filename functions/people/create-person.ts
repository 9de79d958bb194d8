import { sql } from 'drizzle-orm'
import * as z from 'zod'
import { newId } from '#db/id.ts'
import { people } from '#db/schema/index.ts'
import type { Account, Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { handle } from './handle.ts'
import { passesFor } from './lookalike.ts'
import { personName } from './name.ts'
import { findPersonOf, suggestHandle } from './queries.ts'

export const newPerson = z.object({ name: personName, handle })

type Input = z.infer<typeof newPerson> & { account: Account }

/** Any number of our own: of two who come at the same moment, the second sees the first. */
const ADVISORY_LOCK = 7_402_120
/** Names that look like one name; far more than there are ways to write it honestly. */
const ALIKE_LIMIT = 100

/**
 * Gives an account its public person, and resolves to the person's id: the one it has already if the
 * form was sent twice. Throws `conflict`, with a handle that is free, when this one is somebody else's
 * or looks like it, `invalid` when the name passes for somebody else's, and `sign_in_required`.
 */
export async function createPerson(deps: Deps, input: Input): Promise<string> {
  const { account, name } = input
  let made = await insertUnlessAlike(deps, input, [name])
  const onlyNamesakes = made.names.length > 0 && !made.names.some((other) => passesFor(name, other))
  if (onlyNamesakes && made.handle === null)
    made = await insertUnlessAlike(deps, input, [name, ...made.names])
  if (made.id !== null) return made.id
  const existing = await findPersonOf(deps.write, account)
  if (existing) return existing.id
  throw await refusal(deps, input, made)
}

async function refusal({ write }: Deps, { handle }: Input, made: Row): Promise<DomainError> {
  if (made.handle !== null || made.names.length === 0) {
    const isOther = made.handle !== null && made.handle !== handle
    const reason = isOther ? `looks like ${made.handle}, which is taken` : 'is taken'
    const message = `${handle} ${reason}. How about ${await suggestHandle(write, handle)}?`
    return new DomainError('conflict', message, { field: 'handle' })
  }
  return new DomainError(
    'invalid',
    'This name looks just like that of somebody here, in letters of another alphabet. Write all of it in one alphabet, or add an initial or a middle name',
    { field: 'name' },
  )
}

/** The new person's id, or null and what stood in their way: other names, and a handle. */
type Row = { id: string | null; names: string[]; handle: string | null }

/** One trip. Adds the person unless somebody's name (but the `harmless`) or handle looks like theirs. */
async function insertUnlessAlike(
  { commit, write }: Deps,
  { account, name, handle }: Input,
  harmless: readonly string[],
): Promise<Row> {
  const insert = write.execute<Row>(sql`
    with alike as (
      select
        (select coalesce(json_agg(name), '[]') from (
          select distinct name from ${people}
          where look_of(name) = look_of(${name}) and name not in ${harmless} limit ${ALIKE_LIMIT}
        ) as names) as names,
        (select handle from ${people} where look_of(handle) = look_of(${handle})
          order by handle <> ${handle} limit 1) as handle
    ), made as (
      insert into ${people} (id, account_id, handle, name)
      select ${newId()}::uuid, ${account.accountId}::uuid, ${handle}, ${name}
      from alike where json_array_length(names) = 0 and alike.handle is null
      on conflict do nothing
      returning id
    )
    select names, handle, (select id from made) as id from alike`)
  const oneAtATime = write.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`)
  const [, { rows }] = await commit([oneAtATime, insert], { actor: account })
  if (!rows[0]) throw new Error('Adding a person returned no row')
  return rows[0]
}
