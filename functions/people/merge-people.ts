import { eq, sql } from 'drizzle-orm'
import type { Statement } from '#db/client.ts'
import { newId } from '#db/id.ts'
import {
  attendances,
  credits,
  merges,
  people,
  personRedirects,
  sessionTrackings,
} from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { conflict, notFound } from '../errors.ts'
import { announceMerge } from './announce-merge.ts'

type Stores = Pick<Deps, 'write' | 'commit'>
type Input = { gone: string; kept: string }
type Pair = { goneId: string; keptId: string }
export type Merged = Pair & { readonly mergeId: string }

/**
 * Makes one person of two, by their handles: whatever is tied to `gone` is tied to `kept` from now
 * on, and the old address redirects. Names stay as billed. Where both are tied to the same event or
 * session, the tie of `kept` stands. `unmergePeople` takes it back. Throws `not_found`, and `conflict`
 * when both are the same or somebody signs in as `gone`.
 */
export async function mergePeople(deps: Stores, { gone, kept }: Input): Promise<Merged> {
  if (gone === kept) throw conflict('Those two are the same person already')
  const [goneId, keptId] = await Promise.all([findMergeable(deps, gone), findId(deps, kept)])
  const pair = { goneId, keptId }
  const mergeId = newId()
  const messages = await announceMerge(deps, pair)
  await deps.commit(
    [
      lockBoth(deps, pair),
      remember(deps, mergeId, pair),
      ...moveTies(deps, pair),
      ...retire(deps, gone, pair),
    ],
    { messages },
  )
  return { ...pair, mergeId }
}

async function findPerson(deps: Stores, handle: string) {
  const [person] = await deps.write
    .select({ id: people.id, accountId: people.accountId })
    .from(people)
    .where(eq(people.handle, handle))
  if (!person) throw notFound(`The person @${handle}`)
  return person
}

const findId = async (deps: Stores, handle: string) => (await findPerson(deps, handle)).id

async function findMergeable(deps: Stores, handle: string): Promise<string> {
  const { id, accountId } = await findPerson(deps, handle)
  if (accountId !== null) throw conflict(`Somebody signs in as @${handle}: keep that one`)
  return id
}

/** Nobody can be tied to either until this is committed, so that nothing slips past the snapshot. */
const lockBoth = ({ write }: Stores, { goneId, keptId }: Pair): Statement =>
  write.execute(
    sql`select from ${people} where id in (${goneId}, ${keptId}) order by id for update`,
  )

const rowsOf = (table: unknown, goneId: string) => sql`(
  select coalesce(jsonb_agg(to_jsonb(row)), '[]') from ${table} as row where person_id = ${goneId})`

const remember = ({ write }: Stores, mergeId: string, { goneId, keptId }: Pair): Statement =>
  write.execute(sql`
    insert into ${merges} (id, gone_id, gone_handle, kept_id, snapshot)
    select ${mergeId}::uuid, person.id, person.handle, ${keptId}::uuid, jsonb_build_object(
      'person', to_jsonb(person),
      'credits', ${rowsOf(credits, goneId)},
      'attendances', ${rowsOf(attendances, goneId)},
      'trackings', ${rowsOf(sessionTrackings, goneId)},
      'redirects', ${rowsOf(personRedirects, goneId)},
      'keptEvents', (select coalesce(jsonb_agg(event_id), '[]') from ${attendances} where person_id = ${keptId}),
      'keptSessions', (select coalesce(jsonb_agg(session_id), '[]') from ${sessionTrackings} where person_id = ${keptId})
    ) from ${people} as person where person.id = ${goneId}`)

const moveTies = ({ write }: Stores, { goneId, keptId }: Pair): Statement[] => [
  write.execute(sql`update ${credits} set person_id = ${keptId} where person_id = ${goneId}`),
  write.execute(sql`update ${attendances} set person_id = ${keptId} where person_id = ${goneId}
    and event_id not in (select event_id from ${attendances} where person_id = ${keptId})`),
  write.execute(sql`update ${sessionTrackings} set person_id = ${keptId} where person_id = ${goneId}
    and session_id not in (select session_id from ${sessionTrackings} where person_id = ${keptId})`),
  write.execute(
    sql`update ${personRedirects} set person_id = ${keptId} where person_id = ${goneId}`,
  ),
]

const retire = ({ write }: Stores, gone: string, { goneId, keptId }: Pair): Statement[] => [
  write.delete(people).where(eq(people.id, goneId)),
  write.insert(personRedirects).values({ handle: gone, personId: keptId }),
]
