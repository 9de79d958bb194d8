import { fillPlaceholders, type Placeholder, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/neon-http'
import type { Database, Statement } from './client.ts'

/** What drizzle makes of a statement: its text, and how its rows are read. */
type Prepared = {
  getQuery(): { sql: string; params: unknown[] }
  isResponseInArrayMode(): boolean
  mapResult(result: unknown, isFromBatch: boolean): unknown
}

type Query = {
  sql: string
  params: unknown[]
  arrayMode: boolean
  read: (rows: unknown) => unknown
}
type Client = {
  query(sql: string, params: unknown[], options: object): unknown
  transaction(queries: unknown[], options: object): Promise<unknown[]>
}

/** Puts statements together and asks nobody. */
const blueprint: Database = drizzle.mock({ casing: 'snake_case' })

/** What stands for each value until there is one; nothing for a value that a call leaves out. */
export type Blanks<V> = { readonly [K in keyof V]: Placeholder | Extract<V[K], undefined> }

/**
 * A batch whose statements are put together once in an isolate and asked with other values each time:
 * for the busiest pages, where putting them together is most of the work. Calls that leave out other
 * values are put together apart.
 */
export function builtOnce<V extends Record<string, unknown>, T extends readonly Statement[]>(
  build: (db: Database, blanks: Blanks<V>) => readonly [...T],
): (db: Database, values: V) => Promise<{ [I in keyof T]: Awaited<T[I]> }> {
  const known = new Map<string, Query[]>()
  return async (db, values) => {
    const given = Object.keys(values).filter((name) => values[name] !== undefined)
    const built = known.get(given.join()) ?? build(blueprint, blanksFor<V>(given)).map(toQuery)
    known.set(given.join(), built)
    // drizzle's type of a database leaves out the client that every real one has.
    const client = (db as unknown as { $client: Client }).$client
    const queries = built.map(({ sql: text, params, arrayMode }) =>
      client.query(text, fillPlaceholders(params, values), { fullResults: true, arrayMode }),
    )
    const results = await client.transaction(queries, { fullResults: true, arrayMode: true })
    // In the statements' order, which a mapped tuple type cannot follow through map().
    return built.map(({ read }, index) => read(results[index])) as never
  }
}

const blanksFor = <V>(names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as Blanks<V>

function toQuery(statement: Statement): Query {
  // drizzle's batch calls this too; its types leave it out.
  const prepared = (statement as unknown as { _prepare(): Prepared })._prepare()
  const { sql: text, params } = prepared.getQuery()
  return {
    sql: text,
    params,
    arrayMode: prepared.isResponseInArrayMode(),
    read: (result) => prepared.mapResult(result, true),
  }
}
