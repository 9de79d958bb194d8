import type { Client } from 'pg'
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

/** Runs a query as the site sent it, and tells what Postgres did for it. */
export async function explainQuery(client: Client, query: Query): Promise<Explained> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>({
    text: `explain (analyze, timing off, format json) ${query.text}`,
    values: [...query.values],
  })
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  if (!plan) throw new Error(`Postgres explained nothing of ${query.text}`)
  const reads = [...nodesOf(plan)].filter((node) => node['Relation Name'] !== undefined)
  return {
    query,
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
