import { createHash } from 'node:crypto'
import { fillPlaceholders, is, Param, Placeholder, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/neon-http'
import type { Database, Statement } from './client.ts'
import { createRowReader, type Field } from './row-reader.ts'

/** Where the functions of page queries are. */
export const PAGE_SCHEMA = 'page_queries'

/** Counts how a function is made of its statements (scripts/migrate/): its name tells apart what differs. */
const FUNCTION_FORM = 1

/** For how long a function that was missing is not asked for again: the migration may be under way. */
const MISSING_MS = 60_000

/** No such function, no such schema, or no right to it. */
const MISSING_CODES: unknown[] = ['42883', '3F000', '42501']

/** What drizzle makes of a statement: its text, and how its rows are read. */
type Prepared = {
  getQuery(): { sql: string; params: unknown[] }
  readonly fields: readonly Field[]
  readonly joinsNotNullableMap?: Readonly<Record<string, boolean>>
}

type Client = {
  query(text: string, params: unknown[], options: object): PromiseLike<{ rows: unknown[][] }>
  transaction(queries: unknown[], options: object): Promise<{ rows: unknown[][] }[]>
}

/** What stands for each value until there is one; nothing for a value that a call leaves out. */
export type Placeholders<V> = { readonly [K in keyof V]: Placeholder | Extract<V[K], undefined> }

/** A value of a statement: one that is always the same, or the name of one that each call gives. */
export type PageParam = { readonly constant: unknown } | { readonly name: string }
export type PageStatement = { readonly text: string; readonly params: readonly PageParam[] }

/** The function that does what a page's statements do: it answers one JSON array of their rows. */
export type PageFunction = {
  /** With a hash of what it does, so that two versions of Hallway can have theirs side by side. */
  readonly name: string
  readonly args: readonly string[]
  readonly statements: readonly PageStatement[]
}

/** Which values a page is asked with: some always, some in groups that are given or left out together. */
type Given<V> = {
  readonly always: readonly (keyof V & string)[]
  readonly optional?: readonly (readonly (keyof V & string)[])[]
}

export type PageQuery<V, T extends readonly Statement[]> = {
  (db: Database, values: V): Promise<{ [I in keyof T]: Awaited<T[I]> }>
  /** One for each choice of optional values. */
  functions(): PageFunction[]
}

/** Puts statements together and asks nobody. */
const blueprint: Database = drizzle.mock({ casing: 'snake_case' })

const missing = new Map<string, number>()

/** Told of a function that a page wanted and the database does not have, once a minute in an isolate. */
export const pageFunctions = { onMissing: (_name: string, _code: unknown): void => {} }

/**
 * The statements of a page, which are one function in the database, since there are no prepared
 * statements over HTTP: their plans are kept there, and one call answers them all, so that no page has
 * N+1 queries (docs/decisions/0031). They are put together once in an isolate. A
 * database that has no such function is asked the statements themselves, as one batch.
 */
export function pageQuery<V extends Record<string, unknown>, T extends readonly Statement[]>(
  page: string,
  given: Given<V>,
  build: (db: Database, placeholders: Placeholders<V>) => readonly [...T],
): PageQuery<V, T> {
  const known = new Map<string, Built>()
  const findBuilt = (names: readonly string[]) => {
    const found = known.get(names.join())
    if (found) return found
    const built = toBuilt(page, build(blueprint, placeholdersFor<V>(names)))
    known.set(names.join(), built)
    return built
  }
  const ask = async (db: Database, values: V) => {
    const built = findBuilt(Object.keys(values).filter((name) => values[name] !== undefined))
    // drizzle's type of a database leaves out the client that every real one has.
    const client = (db as unknown as { $client: Client }).$client
    const results = (await call(client, built, values)) ?? (await askPlainly(client, built, values))
    // In the statements' order, which a mapped tuple type cannot follow through map().
    return built.readers.map((read, i) => results[i]?.map(read)) as never
  }
  const functions = () =>
    choices(given.optional ?? []).map((chosen) => findBuilt([...given.always, ...chosen]).made)
  return Object.assign(ask, { functions })
}

type Built = {
  readonly queries: readonly { sql: string; params: unknown[] }[]
  readonly readers: readonly ((row: unknown[]) => unknown)[]
  readonly made: PageFunction
  readonly call: string
  /** A parameter for each of the function's arguments. */
  readonly args: readonly unknown[]
}

function toBuilt(page: string, statements: readonly Statement[]): Built {
  // drizzle's batch calls this too; its types leave it out.
  const prepared = statements.map((one) => (one as unknown as { _prepare(): Prepared })._prepare())
  const queries = prepared.map((one) => one.getQuery())
  const args = new Map<string, unknown>()
  const toParam = (param: unknown): PageParam => {
    const name = nameOf(param)
    if (name === undefined) return { constant: param }
    if (!args.has(name)) args.set(name, param)
    return { name }
  }
  const asked = queries.map(({ sql: text, params }) => ({ text, params: params.map(toParam) }))
  const hash = createHash('sha256').update(JSON.stringify([FUNCTION_FORM, asked]))
  const name = `${page}_${hash.digest('hex').slice(0, 16)}`
  const list = [...args.keys()].map((_, i) => `$${i + 1}`).join(', ')
  return {
    queries,
    readers: prepared.map((one) => createRowReader(one.fields, one.joinsNotNullableMap)),
    made: { name, args: [...args.keys()], statements: asked },
    call: `select ${PAGE_SCHEMA}.${name}(${list})`,
    args: [...args.values()],
  }
}

/** Null where the database has no such function. */
async function call(client: Client, { made, call: text, args }: Built, values: object) {
  const isMissing = (missing.get(made.name) ?? 0) > Date.now()
  if (isMissing) return null
  try {
    const { rows } = await client.query(text, fillPlaceholders([...args], { ...values }), OPTIONS)
    return rows[0]?.[0] as unknown[][][]
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (!MISSING_CODES.includes(code)) throw error
    missing.set(made.name, Date.now() + MISSING_MS)
    pageFunctions.onMissing(made.name, code)
    return null
  }
}

async function askPlainly(client: Client, { queries }: Built, values: object) {
  const asked = queries.map(({ sql: text, params }) =>
    client.query(text, fillPlaceholders(params, { ...values }), OPTIONS),
  )
  const results = await client.transaction(asked, OPTIONS)
  return results.map(({ rows }) => rows)
}

const OPTIONS = { fullResults: true, arrayMode: true }

const placeholdersFor = <V>(names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as Placeholders<V>

const nameOf = (param: unknown): string | undefined => {
  const value = is(param, Param) ? param.value : param
  return is(value, Placeholder) ? value.name : undefined
}

/** Every choice of groups, each flattened to its names. */
function choices([first, ...others]: readonly (readonly string[])[]): string[][] {
  if (!first) return [[]]
  return choices(others).flatMap((chosen) => [chosen, [...first, ...chosen]])
}
