import { type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'

/** Two of a kind that become one. */
export type Pair = { readonly goneId: string; readonly keptId: string }

/**
 * Rows that speak of who is merged, in the database's own names. They move to the kept one, unless
 * it has the same already: then its own row stands, and the other is dropped until the merge is
 * taken back.
 */
export type Tie = {
  readonly table: string
  /** What says whose row it is. */
  readonly column: string
  /** What tells a row again among those of the kept one. */
  readonly key: readonly string[]
  /** What the kept one may have once only: `[]` is one row at all. Left out: as many as there are. */
  readonly once?: readonly string[]
  /** Columns of `key` and `once` that may be null. The others are compared in a way that an index serves. */
  readonly nullable?: readonly string[]
  /** Rows are in an order, by `position`: those that move come last. */
  readonly ordered?: true
  /** Rows stay behind and are dropped, whatever the kept one has. */
  readonly staysBehind?: true
  /** What a row cannot be without: `[column, table]`. */
  readonly needs?: readonly [string, string]
}

const name = sql.identifier

const same = (one: SQL, other: SQL, columns: readonly string[], { nullable = [] }: Tie): SQL =>
  columns.length === 0
    ? sql`true`
    : sql.join(
        columns.map((column) => {
          const is = nullable.includes(column) ? sql`is not distinct from` : sql`=`
          return sql`${one}.${name(column)} ${is} ${other}.${name(column)}`
        }),
        sql` and `,
      )

/** Whether a row `was` of who is gone has to be dropped. */
function isDropped(tie: Tie, { keptId }: Pair): SQL {
  const { table, column, once, staysBehind } = tie
  if (staysBehind) return sql`true`
  if (!once) return sql`false`
  return sql`exists (select from ${name(table)} as own
    where own.${name(column)} = ${keptId}::uuid and ${same(sql`own`, sql`was`, once, tie)})`
}

const nextPosition = ({ table, column }: Tie, { keptId }: Pair): SQL => sql`(
  select coalesce(max(position) + 1, 0) from ${name(table)} where ${name(column)} = ${keptId}::uuid)`

/** What the log keeps of these ties: by table the rows `moved` and `dropped`, and `from` which position on. */
export function snapshotOf(ties: readonly Tie[], pair: Pair): SQL {
  const rows = (tie: Tie, which: SQL) => sql`(
    select coalesce(jsonb_agg(to_jsonb(was)), '[]') from ${name(tie.table)} as was
    where was.${name(tie.column)} = ${pair.goneId}::uuid and ${which})`
  const parts = ties.map(
    (tie) => sql`${tie.table}::text, jsonb_build_object(
      'moved', ${rows(tie, sql`not ${isDropped(tie, pair)}`)},
      'dropped', ${rows(tie, isDropped(tie, pair))},
      'from', ${tie.ordered ? nextPosition(tie, pair) : sql`0`})`,
  )
  return sql`jsonb_build_object(${sql.join(parts, sql`, `)})`
}

/** Moves what moves. What is dropped goes with the row that it belongs to. */
export const moveTie = (db: Database, tie: Tie, pair: Pair): Statement =>
  db.execute(sql`
    update ${name(tie.table)} as was set ${name(tie.column)} = ${pair.keptId}::uuid
      ${tie.ordered ? sql`, position = was.position + ${nextPosition(tie, pair)}` : sql``}
    where was.${name(tie.column)} = ${pair.goneId}::uuid and not ${isDropped(tie, pair)}`)

/** One part of what the log keeps of a table, as rows of that table. */
export const loggedRows = (mergeId: string, table: string, part: 'moved' | 'dropped'): SQL => sql`
  jsonb_populate_recordset(null::${name(table)},
    (select snapshot->'ties'->${table}::text->${part}::text from merges where id = ${mergeId}::uuid))`

/** Moves back what was moved, as far as it is still there, and brings back what was dropped. */
export function restoreTie(db: Database, mergeId: string, tie: Tie, pair: Pair): Statement[] {
  const { table, column, key, ordered, needs } = tie
  const from = sql`(select (snapshot->'ties'->${table}::text->>'from')::int from merges where id = ${mergeId}::uuid)`
  const isThatRow = key.map((part) =>
    ordered && part === 'position'
      ? sql`now_there.position = was.position + ${from}`
      : same(sql`now_there`, sql`was`, [part], tie),
  )
  return [
    db.execute(sql`
      update ${name(table)} as now_there set ${name(column)} = ${pair.goneId}::uuid
        ${ordered ? sql`, position = was.position` : sql``}
      from ${loggedRows(mergeId, table, 'moved')} as was
      where now_there.${name(column)} = ${pair.keptId}::uuid and ${sql.join(isThatRow, sql` and `)}`),
    db.execute(sql`
      insert into ${name(table)} select was.* from ${loggedRows(mergeId, table, 'dropped')} as was
      ${needs ? sql`where was.${name(needs[0])} in (select id from ${name(needs[1])})` : sql``}
      on conflict do nothing`),
  ]
}
