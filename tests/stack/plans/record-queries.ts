import { Client } from 'pg'
import { connectNeon } from '#db/client.ts'
import { answerSql, type Query, type Runner } from '#scripts/stack/neon-protocol.ts'

/**
 * Makes one real Postgres answer whatever the site asks, in this process, and notes each query as it
 * was sent. From here on every database of this process is that one.
 */
export async function recordQueries(databaseUrl: string) {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  let seen: Query[] = []
  const runner = oneAtATime(client, (query) => seen.push(query))
  connectNeon({
    fetch: async (_url, init) => {
      const headers = Object.fromEntries(new Headers(init.headers).entries())
      const { status, body } = await answerSql(String(init.body), headers, runner)
      return new Response(body?.toString() ?? '', { status })
    },
  })
  return {
    client,
    /** What was asked since the last call, each query once. Only what reads: nothing else has a plan. */
    take(): Query[] {
      const taken = new Map(seen.map((query) => [JSON.stringify(query), query]))
      seen = []
      return [...taken.values()].filter(({ text }) => /^\s*\(*(select|with)\b/i.test(text))
    },
    stop: () => client.end(),
  }
}

/** One connection: a batch must end before the next query begins. */
function oneAtATime(client: Client, onQuery: (query: Query) => void): Runner {
  const types = { getTypeParser: () => (text: string) => text }
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(() =>
      work(async (query) => {
        onQuery(query)
        const { text, values } = query
        return await client.query({ text, values: [...values], rowMode: 'array', types })
      }),
    )
    last = next.catch(() => {})
    return next
  }
}
