import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { FIRST_ID } from '#db/id.ts'
import {
  credits,
  type DocumentKind,
  documentKinds,
  events,
  eventTopics,
  people,
  places,
  searchChanges,
  searchDocuments,
  series,
  sessions,
  topics,
} from '#db/schema/index.ts'
import type { Deps, Stores } from '../deps.ts'
import { selectDocuments } from './documents.ts'

const CHANGES_PER_BATCH = 1_000
const DOCUMENTS_PER_SLICE = 5_000
/** A run of the clock ends in time for the next: what is left then waits for that. */
const MAX_MS = 30_000

/**
 * Makes the documents of what has changed again, and of what shows it. By the clock, so that what was
 * written within the last minute is found through `search_changes`. Doing it again changes nothing.
 */
export async function indexDocuments(deps: Stores & Pick<Deps, 'now'>): Promise<void> {
  const untilMs = deps.now().getTime() + MAX_MS
  while ((await indexBatch(deps)) === CHANGES_PER_BATCH) if (deps.now().getTime() >= untilMs) return
}

/** Makes the documents of all that there is, each once, slice by slice. For whoever has just filled a directory. */
export async function indexAllDocuments(stores: Stores): Promise<void> {
  const { write, commit } = stores
  await commit([oneAtATime(write), write.delete(searchChanges), write.delete(searchDocuments)])
  for (const kind of documentKinds) {
    let after: string | undefined = FIRST_ID
    while (after !== undefined) after = await indexSlice(stores, kind, after)
  }
}

/** Resolves to the last id of the slice, or to undefined when there is none. */
async function indexSlice({ write, commit }: Stores, kind: DocumentKind, after: string) {
  const slice = sql`
    with slice as materialized (
      select id from ${tables[kind]} where id > ${after}::uuid order by id limit ${DOCUMENTS_PER_SLICE}
    ), written as (
      insert into ${searchDocuments} (kind, id, name, words, day, size)
      ${selectDocuments[kind](sql`select id from slice`)} on conflict do nothing
    )
    select id from slice order by id desc limit 1`
  const [{ rows }] = await commit([write.execute<{ id: string }>(slice)])
  return rows[0]?.id
}

/** Has all documents made again, by the clock, while searches go on with those that there are. */
export async function reindexDocuments({ write, commit }: Stores): Promise<{ changes: number }> {
  const everything = sql.join(
    documentKinds.map((kind) => sql`select ${sql.raw(`'${kind}'`)}, id, true from ${tables[kind]}`),
    sql` union all `,
  )
  const [{ rowCount }] = await commit([
    write.execute(sql`insert into ${searchChanges} (kind, document_id, alone) ${everything}`),
  ])
  return { changes: rowCount }
}

const tables = {
  ...{ event: events, session: sessions, person: people, series, topic: topics, place: places },
} as const satisfies Record<DocumentKind, unknown>

/** Of two runs the one that has read first might write last. */
const oneAtATime = (write: Database) =>
  write.execute(sql`select pg_advisory_xact_lock(hashtext('index-documents'))`)

/** Resolves to how many changes were taken. */
async function indexBatch({ write, commit }: Stores): Promise<number> {
  const [, { rows }] = await commit([
    oneAtATime(write),
    write.execute<{ taken: number }>(takeChanges),
  ])
  return rows[0]?.taken ?? 0
}

const changed = (kind: DocumentKind): SQL =>
  sql`select document_id from taken where kind = '${sql.raw(kind)}'`

/** Of those whose change others show. */
const spreading = (kind: DocumentKind): SQL => sql`${changed(kind)} and not alone`

/** The ids of a kind whose documents have something of what changed. */
const affected: Readonly<Record<DocumentKind, SQL>> = {
  event: sql`${changed('event')}
    union select ${events.id} from ${events} where ${events.seriesId} in (${spreading('series')})
    union select ${eventTopics.eventId} from ${eventTopics} where ${eventTopics.topicId} in (${spreading('topic')})`,
  session: sql`${changed('session')}
    union select ${sessions.id} from ${sessions} where ${sessions.eventId} in (${spreading('event')})
    union select ${credits.sessionId} from ${credits} where ${credits.personId} in (${spreading('person')})`,
  person: changed('person'),
  series: sql`${changed('series')}
    union select ${events.seriesId} from ${events} where ${events.id} in (${spreading('event')})`,
  topic: changed('topic'),
  place: changed('place'),
}

const everyKind = (select: (kind: DocumentKind) => SQL): SQL =>
  sql.join(documentKinds.map(select), sql` union all `)

const takeChanges: SQL = sql`
  with taken as (
    delete from ${searchChanges} where id in (
      select id from ${searchChanges} order by id limit ${CHANGES_PER_BATCH}
    ) returning kind, document_id, alone
  ), affected as materialized (
    ${everyKind((kind) => sql`select '${sql.raw(kind)}' as kind, id from (${affected[kind]}) as ids (id) where id is not null`)}
  ), fresh as materialized (
    ${everyKind((kind) => selectDocuments[kind](sql`select id from affected where kind = '${sql.raw(kind)}'`))}
  ), gone as (
    delete from ${searchDocuments} as kept using affected
    where kept.kind = affected.kind and kept.id = affected.id
      and not exists (select from fresh where fresh.kind = kept.kind and fresh.id = kept.id)
  ), written as (
    insert into ${searchDocuments} as kept (kind, id, name, words, day, size)
    select kind, id, name, words, day, size from fresh
    on conflict (kind, id) do update
    set name = excluded.name, words = excluded.words, day = excluded.day, size = excluded.size
    where (kept.name, kept.words, kept.day, kept.size)
      is distinct from (excluded.name, excluded.words, excluded.day, excluded.size)
  )
  select count(*)::int as taken from taken`
