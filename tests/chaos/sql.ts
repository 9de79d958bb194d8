import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const CONNECT_TIMEOUT_MS = 5_000
const AGAIN_MS = 100
/** Enough to fill a server, which allows 100. */
const CONNECTIONS = 110

/** Asks a server in a session of its own, which says that it is not the site's. */
export async function adminQuery(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = await connect(url)
  try {
    const { rows } = await client.query(text)
    return rows
  } finally {
    await client.end()
  }
}

async function connect(connectionString: string) {
  const client = new pg.Client({
    connectionString,
    application_name: 'chaos',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Does something again and again, whether or not it works, until what it returns is called. */
export function repeat(work: () => Promise<unknown>): () => Promise<void> {
  let running = true
  const loop = (async () => {
    while (running) {
      await work().catch(() => {})
      await sleep(AGAIN_MS)
    }
  })()
  return async () => {
    running = false
    await loop
  }
}

/** Takes every connection of a server, from whoever has it, until what it resolves to is called. */
export async function holdConnections(url: string): Promise<() => Promise<void>> {
  const admin = await connect(url)
  const held: pg.Client[] = []
  const take = async (count: number) => {
    const tries = Array.from({ length: count }, () => connect(url).catch(() => null))
    for (const client of await Promise.all(tries)) if (client) held.push(client)
  }
  await take(CONNECTIONS)
  const stop = repeat(async () => {
    const { rowCount } = await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name <> 'chaos' and backend_type = 'client backend'`,
    )
    await take(rowCount ?? 0)
  })
  return async () => {
    await stop()
    await Promise.all([...held, admin].map((client) => client.end()))
  }
}
