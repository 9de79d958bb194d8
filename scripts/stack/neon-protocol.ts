import type { Answer } from './http-server.ts'
import { json } from './http-server.ts'

/** One statement in Postgres' extended protocol. Parameters are text, as is every value in an answer. */
export type Query = { readonly text: string; readonly values: readonly (string | null)[] }

export type Rows = {
  readonly fields: readonly Field[]
  readonly rows: readonly (readonly (string | null)[])[]
  readonly command: string
  readonly rowCount: number | null
}

type Field = {
  readonly name: string
  readonly dataTypeID: number
  readonly tableID?: number
  readonly columnID?: number
  readonly dataTypeSize?: number
  readonly dataTypeModifier?: number
}

/** Lends one connection, which nobody else uses until the work is done. */
export type Runner = <T>(work: (query: (query: Query) => Promise<Rows>) => Promise<T>) => Promise<T>

type Statement = { query: string; params?: unknown[]; arrayMode?: boolean }
type Headers = Readonly<Record<string, string | string[] | undefined>>

const ISOLATION: Record<string, string> = {
  ReadUncommitted: 'READ UNCOMMITTED',
  ReadCommitted: 'READ COMMITTED',
  RepeatableRead: 'REPEATABLE READ',
  Serializable: 'SERIALIZABLE',
}

/** No connection could be had: Neon's proxy answers that with a 500, and everything else that fails with a 400. */
export class ConnectError extends Error {}

/**
 * Neon's SQL-over-HTTP (`POST /sql`): answers one statement, or a batch as one transaction, with the
 * rows as Postgres' own text. As Neon's proxy does (proxy/src/serverless/sql_over_http.rs), it says
 * 400 for whatever goes wrong once it is connected: with the fields of Postgres' error, or with an
 * empty code when the connection was closed without a word.
 */
export async function answerSql(body: string, headers: Headers, runner: Runner): Promise<Answer> {
  const arrays = headers['neon-array-mode'] === 'true'
  try {
    const asked = JSON.parse(body) as Statement | { queries: Statement[] }
    if ('queries' in asked) return await answerBatch(asked.queries, { headers, arrays, runner })
    return json(await runner((query) => run(query, asked, arrays)))
  } catch (error) {
    return explain(error)
  }
}

type Batch = { headers: Headers; arrays: boolean; runner: Runner }

async function answerBatch(statements: Statement[], { headers, arrays, runner }: Batch) {
  const results = await runner(async (query) => {
    const command = (text: string) => query({ text, values: [] })
    await command(begin(headers))
    try {
      const done: unknown[] = []
      for (const statement of statements) done.push(await run(query, statement, arrays))
      await command('COMMIT')
      return done
    } catch (error) {
      // A lost connection has rolled back by itself, and cannot be told to.
      await command('ROLLBACK').catch(() => {})
      throw error
    }
  })
  return json({ results })
}

function begin(headers: Headers): string {
  const isolation = ISOLATION[String(headers['neon-batch-isolation-level'])]
  return [
    'BEGIN',
    isolation && `ISOLATION LEVEL ${isolation}`,
    headers['neon-batch-read-only'] === 'true' && 'READ ONLY',
    headers['neon-batch-deferrable'] === 'true' && 'DEFERRABLE',
  ]
    .filter(Boolean)
    .join(' ')
}

type Ask = (query: Query) => Promise<Rows>

async function run(
  query: Ask,
  { query: text, params = [], arrayMode }: Statement,
  arrays: boolean,
) {
  const { fields, rows, command, rowCount } = await query({ text, values: params.map(asText) })
  const rowAsArray = arrayMode ?? arrays
  const named = (row: readonly (string | null)[]) =>
    Object.fromEntries(fields.map((field, column) => [field.name, row[column]]))
  return {
    fields: fields.map((field) => ({ ...field, format: 'text' })),
    rows: rowAsArray ? rows : rows.map(named),
    command,
    rowCount,
    rowAsArray,
  }
}

function asText(param: unknown): string | null {
  if (param === null || param === undefined) return null
  if (Array.isArray(param)) return `{${param.map(arrayElement).join(',')}}`
  return typeof param === 'object' ? JSON.stringify(param) : String(param)
}

function arrayElement(element: unknown): string {
  const text = asText(element)
  if (text === null) return 'NULL'
  return Array.isArray(element) ? text : JSON.stringify(text)
}

const FIELDS = [
  'code detail hint position internalPosition internalQuery severity where table column schema',
  'dataType constraint file line routine',
].flatMap((names) => names.split(' '))

/** Postgres' errors carry a SQLSTATE of five characters; Node's network errors a name such as ECONNREFUSED. */
function explain(error: unknown): Answer {
  const thrown = error instanceof Error ? error : new Error(String(error))
  if (thrown instanceof SyntaxError) return json({ message: thrown.message, code: '' }, 400)
  const isConnect = thrown instanceof ConnectError
  // Errors of pg and of PGlite carry Postgres' fields under the names that Neon uses.
  const fields = (isConnect ? thrown.cause : thrown) as Record<string, unknown>
  const isPostgres = /^[0-9A-Z]{5}$/.test(String(fields.code))
  const details = isPostgres ? FIELDS.map((name) => [name, fields[name] ?? null]) : [['code', '']]
  return json({ message: thrown.message, ...Object.fromEntries(details) }, isConnect ? 500 : 400)
}
