import { setTimeout as sleep } from 'node:timers/promises'
import { serveHttp } from '#scripts/stack/http-server.ts'
import type { Stack } from '#scripts/stack/stack.ts'
import { query } from '../people.ts'
import { startTestStack, stopTestStack } from '../support.ts'
import { createClient } from './client.ts'
import { fillDirectory } from './directory.ts'
import { makeReaders } from './members.ts'
import { secretsOf } from './secrets.ts'

/** Fewer than the Worker has places for (workers/overload/admission.ts): at this load it refuses nobody. */
export const CONNECTIONS = 8
/** The smallest picture there is. */
const PICTURE = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64')

export type CrawledSite = Awaited<ReturnType<typeof startCrawledSite>>

/** A stack that has something for every route, with people who have something to hide. */
export async function startCrawledSite() {
  const web = await serveHttp(({ url }) => ({
    status: 200,
    headers: { 'content-type': url.endsWith('.png') ? 'image/gif' : 'text/html' },
    body: url.endsWith('.png') ? PICTURE : '<title>Somewhere else</title>',
  }))
  const stack = await startTestStack({
    webPort: web.port,
    settings: { GITHUB_CLIENT_ID: 'crawl', GITHUB_CLIENT_SECRET: 'the secret of the crawl' },
  })
  const client = createClient(stack.origin, CONNECTIONS)
  const directory = await fillDirectory(stack)
  const readers = await makeReaders(stack, client.ask, directory)
  await stack.runCron('* * * * *')
  await settled(stack)
  const secrets = await secretsOf(stack, readers, directory)
  const stop = async () => {
    await client.close()
    await stopTestStack(stack)
    await web.stop()
  }
  return { stack, ask: client.ask, directory, readers, secrets, stop }
}

const SETTLE_MS = 30_000

/** Waits until nothing that was announced can change a page any more. */
async function settled(stack: Stack) {
  const deadline = Date.now() + SETTLE_MS
  const waits = async () => {
    const [row] = await query<{ count: number }>(
      stack.databaseUrl,
      `select count(*)::int from outbox left join job_runs on message_id = id and job_runs.job = outbox.job
       where message_id is null and outbox.job <> 'purge-pages'`,
    )
    return row?.count !== 0
  }
  while (await waits()) {
    if (Date.now() > deadline) throw new Error('The queue has not settled its messages')
    await sleep(100)
  }
}
