import type { Client } from 'pg'
import type { PageFunction } from '#db/page-query.ts'
import { listPageFunctions } from '#functions/page-queries.ts'
import { bindParams } from '#scripts/migrate/page-functions.ts'
import type { Query } from '#scripts/stack/neon-protocol.ts'

type Node = {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly Plans?: readonly Node[]
}

export type Explained = {
  readonly query: Query
  /** The tables that were read from end to end. */
  readonly scanned: readonly string[]
  /** Rows of tables that were looked at, thrown away or not: what a query costs, on any machine. */
  readonly rowsRead: number
}

/** The same of a statement of a page's function, whose plan was made before its values were known. */
export type ExplainedPage = Explained & {
  /** What would be looked at with a plan made for these values. */
  readonly rowsReadCustom: number
}

/** Runs a query as the site sent it, and tells what Postgres did for it. */
export async function explainQuery(client: Client, query: Query): Promise<Explained> {
  return { query, ...(await explain(client, query.text, query.values)) }
}

/**
 * Runs each statement of a page's function with the plan that the function keeps, which is made for
 * any values at all, and with one that is made for these.
 */
export async function explainPage(
  client: Client,
  { made, values }: PageCall,
): Promise<ExplainedPage[]> {
  const explained: ExplainedPage[] = []
  for (const statement of made.statements) {
    const given: (string | null)[] = []
    const text = bindParams(statement, ({ name }, index) => {
      given.push(values[made.args.indexOf(name)] ?? null)
      return `$${index + 1}`
    })
    await client.query(`prepare page as ${text}`)
    const list = given.map((value) => (value === null ? 'null' : client.escapeLiteral(value)))
    const execute = `execute page${list.length > 0 ? `(${list.join(', ')})` : ''}`
    await client.query('set plan_cache_mode = force_custom_plan')
    const custom = await explain(client, execute)
    await client.query('set plan_cache_mode = force_generic_plan')
    const generic = await explain(client, execute)
    await client.query('reset plan_cache_mode')
    await client.query('deallocate page')
    explained.push({ query: { text, values: given }, ...generic, rowsReadCustom: custom.rowsRead })
  }
  return explained
}

/** A page's function, with the values that it was called with. */
type PageCall = { readonly made: PageFunction; readonly values: readonly (string | null)[] }

/** The function that a query of the site's calls, or null. */
export function pageCallOf({ text, values }: Query): PageCall | null {
  const [, name] = /^select page_queries\.(\w+)\(/.exec(text) ?? []
  if (!name) return null
  const made = listPageFunctions().find((one) => one.name === name)
  if (!made) throw new Error(`No page query of this version is ${name}`)
  return { made, values }
}

async function explain(client: Client, text: string, values: readonly (string | null)[] = []) {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>({
    text: `explain (analyze, timing off, format json) ${text}`,
    values: [...values],
  })
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  if (!plan) throw new Error(`Postgres explained nothing of ${text}`)
  const reads = [...nodesOf(plan)].filter((node) => node['Relation Name'] !== undefined)
  return {
    scanned: reads
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .flatMap((node) => node['Relation Name'] ?? []),
    rowsRead: Math.round(reads.reduce((sum, node) => sum + rowsOf(node), 0)),
  }
}

function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const child of node.Plans ?? []) yield* nodesOf(child)
}

/** Postgres tells averages over the loops. */
const rowsOf = (node: Node): number =>
  node['Actual Loops'] *
  (node['Actual Rows'] +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0))
