import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import { type mergeNouns, merges } from '#db/schema/index.ts'
import { conflict, notFound } from '../errors.ts'
import { type Pair, snapshotOf, type Tie } from './tie.ts'

export type MergeNoun = (typeof mergeNouns)[number]
export type Merged = Pair & { readonly mergeId: string }

/** A merge that stands. */
export type StandingMerge = Merged & { readonly goneHandle: string }

type Logged = Merged & {
  readonly noun: MergeNoun
  readonly goneHandle: string
  /** The table of that noun. */
  readonly table: string
  readonly ties: readonly Tie[]
  /** What else is needed to take it back: a JSON object. */
  readonly also?: SQL
}

/** Nobody can be tied to either until this is committed, so that nothing slips past the log. */
export const lockBoth = (db: Database, table: string, { goneId, keptId }: Pair): Statement =>
  db.execute(sql`select from ${sql.identifier(table)}
    where id in (${goneId}::uuid, ${keptId}::uuid) order by id for update`)

/** Writes down all that the merge is about to change. Belongs after the lock, and before any change. */
export const logMerge = (db: Database, { noun, table, ties, also, ...merge }: Logged): Statement =>
  db.execute(sql`
    insert into ${merges} (id, noun, gone_id, gone_handle, kept_id, snapshot)
    select ${merge.mergeId}::uuid, ${noun}::text, gone.id, ${merge.goneHandle}::text, ${merge.keptId}::uuid,
      jsonb_build_object('row', to_jsonb(gone), 'ties', ${snapshotOf(ties, merge)}) || ${also ?? sql`'{}'`}
    from ${sql.identifier(table)} as gone where gone.id = ${merge.goneId}::uuid`)

/**
 * A merge that can be taken back now. Throws `not_found` for one that is none or was taken back, and
 * `conflict` when a later merge has taken away something that this one speaks of.
 */
export async function findMerge(db: Database, noun: MergeNoun, id: string): Promise<StandingMerge> {
  const [merge] = await db
    .select({ goneId: merges.goneId, keptId: merges.keptId, goneHandle: merges.goneHandle })
    .from(merges)
    .where(and(eq(merges.id, id), eq(merges.noun, noun), isNull(merges.undoneAt)))
  if (!merge) throw notFound('This merge')
  const [later] = await db
    .select({ id: merges.id, goneHandle: merges.goneHandle })
    .from(merges)
    .where(
      and(
        isNull(merges.undoneAt),
        ne(merges.id, id),
        sql`(${merges.createdAt}, ${merges.id}) > (select created_at, id from merges where id = ${id}::uuid)`,
        sql`(${merges.goneId} = ${merge.keptId}::uuid or strpos(
          (select snapshot::text from merges where id = ${id}::uuid), ${merges.goneId}::text) > 0)`,
      ),
    )
    .limit(1)
  if (later)
    throw conflict(`${later.goneHandle} was merged later: take back that merge first, ${later.id}`)
  return { ...merge, mergeId: id }
}

/**
 * Brings back the row that went. A column that came after the merge takes what the kept one has.
 * Belongs after a lock on the kept one, and before its ties.
 */
export const restoreRow = (db: Database, table: string, { mergeId, keptId }: Merged): Statement =>
  db.execute(sql`
    insert into ${sql.identifier(table)} select was.* from ${sql.identifier(table)} as kept,
      jsonb_populate_record(kept, (select snapshot->'row' from merges where id = ${mergeId}::uuid)) as was
    where kept.id = ${keptId}::uuid`)

export const markUndone = (db: Database, { mergeId }: Merged): Statement =>
  db.update(merges).set({ undoneAt: sql`now()` }).where(eq(merges.id, mergeId))
