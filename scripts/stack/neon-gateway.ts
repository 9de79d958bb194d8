import { Pool, type PoolClient } from 'pg'
import { type Answer, type Asked, type HttpServer, json, serveHttp } from './http-server.ts'
import { answerSql, ConnectError, type Query, type Rows, type Runner } from './neon-protocol.ts'

/** How many connections one server lends at once. Postgres allows 100 in all. */
const CONNECTIONS_PER_SERVER = 20
/** Neon ends a query after 15 s, and so do we. */
const QUERY_TIMEOUT_MS = 15_000
const CONNECT_TIMEOUT_MS = 2_000
/** Neon's proxy keeps an idle connection for five minutes, and with it the plans of functions. */
const IDLE_TIMEOUT_MS = 300_000

/**
 * Neon's SQL-over-HTTP over real Postgres servers. A request goes to the server and database that
 * its `Neon-Connection-String` names, so one gateway serves a primary and its replicas.
 */
export async function startNeonGateway(port?: number): Promise<HttpServer> {
  const pools = new Map<string, Pool>()
  const server = await serveHttp((asked) => answer(asked, pools), port)
  const stop = async () => {
    await server.stop()
    await Promise.all([...pools.values()].map((pool) => pool.end()))
  }
  return { ...server, stop }
}

async function answer(asked: Asked, pools: Map<string, Pool>): Promise<Answer> {
  if (asked.url !== '/sql') return json({ message: 'Not found' }, 404)
  if (asked.method !== 'POST') return json({ message: 'Method not allowed' }, 405)
  const url = asked.headers['neon-connection-string']
  if (typeof url !== 'string' || !URL.canParse(url))
    return json({ message: 'Neon-Connection-String is missing or is no URL', code: null }, 400)
  return answerSql(asked.body.toString(), asked.headers, lend(poolFor(url, pools)))
}

function poolFor(url: string, pools: Map<string, Pool>): Pool {
  const { protocol, username, password, host, pathname } = new URL(url)
  // Without the driver's own parameters, which a local Postgres does not know.
  const connectionString = `${protocol}//${username}:${password}@${host}${pathname}`
  const known = pools.get(connectionString)
  if (known) return known
  const pool = new Pool({
    connectionString,
    max: CONNECTIONS_PER_SERVER,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: QUERY_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    application_name: 'hallway',
  })
  // An idle connection that its server ends is dropped by the pool; the next request opens another.
  pool.on('error', () => {})
  // One that ends just after it was opened tells so before anybody else can listen.
  pool.on('connect', (client) => client.on('error', () => {}))
  pools.set(connectionString, pool)
  return pool
}

function lend(pool: Pool): Runner {
  return async (work) => {
    const client = await pool.connect().catch((cause: Error) => {
      throw new ConnectError(cause.message, { cause })
    })
    let lost: Error | undefined
    const onLost = (error: Error) => {
      lost = error
    }
    client.on('error', onLost)
    try {
      return await work((query) => ask(client, query))
    } finally {
      client.off('error', onLost)
      client.release(lost)
    }
  }
}

/** Leaves every value as the text that Postgres sent. */
const types = { getTypeParser: () => (text: string) => text }

async function ask(client: PoolClient, { text, values }: Query): Promise<Rows> {
  const rowMode = 'array' as const
  const result = await client.query<(string | null)[]>({
    text,
    values: [...values],
    rowMode,
    types,
  })
  return result
}
