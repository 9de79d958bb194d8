import { createDatabase } from '#db/client.ts'
import { currentPosition, hasReplayed, MAX_LAG_MS, replicaName } from '#db/replicas.ts'
import type { Settings } from './env.ts'

const POLL_MS = 250

/**
 * The names of the replicas that are more than 2 s behind: those which, 2 s from now, have still not
 * replayed what the primary has written by now. No clock is compared with another. A replica that
 * does not answer counts; without the primary there is nothing to be behind, and nobody counts.
 */
export async function findReplicasBehind(settings: Settings): Promise<string[]> {
  const primary = createDatabase({ url: settings.DATABASE_URL })
  const lsn = await currentPosition(primary).catch(() => null)
  if (lsn === null) return []
  const late = await Promise.all(
    settings.REPLICA_URLS.map(async (url) =>
      (await catchesUp(url, lsn)) ? [] : [replicaName(url)],
    ),
  )
  return late.flat()
}

async function catchesUp(url: string, lsn: string): Promise<boolean> {
  const replica = createDatabase({ url })
  for (let waited = 0; waited <= MAX_LAG_MS; waited += POLL_MS) {
    if (await hasReplayed(replica, lsn).catch(() => false)) return true
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  return false
}
