import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const PATIENCE_MS = 20_000
const POLL_MS = 250

/** Waits until the jobs that writes announced have run, so that they take no time from the next load. */
export async function settleJobs(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const startedAtMs = performance.now()
    while ((await waiting(client)) > 0 && performance.now() - startedAtMs < PATIENCE_MS)
      await sleep(POLL_MS)
  } finally {
    await client.end()
  }
}

async function waiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from outbox o where job = 'update-sets'
     and not exists (select from job_runs r where r.message_id = o.id and r.job = o.job)`,
  )
  return rows[0]?.n ?? 0
}
