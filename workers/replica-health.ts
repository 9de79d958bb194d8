import { createDatabase } from '#db/client.ts'
import {
  currentPosition,
  hasReplayed,
  MAX_LAG_MS,
  noteCheck,
  orderServers,
  replicaName,
} from '#db/replicas.ts'
import type { Server } from '#db/route.ts'
import type { Settings } from './env.ts'
import type { SiteState } from './gateway/site-state.ts'

const POLL_MS = 250

/**
 * The names of the replicas that are more than 2 s behind: those which, 2 s from now, have still not
 * replayed what the primary has written by now. No clock is compared with another. A replica that
 * does not answer counts. Null without the primary: nothing can be said, and what was known holds.
 */
export async function findReplicasBehind(settings: Settings): Promise<string[] | null> {
  const lsn = await positionOf(settings)
  if (lsn === null) return null
  const late = await Promise.all(
    settings.REPLICA_URLS.map(async (url) =>
      (await catchesUp(url, lsn)) ? [] : [replicaName(url)],
    ),
  )
  return late.flat()
}

type Reader = {
  settings: Settings
  state: SiteState
  /** The same one leads to the same replica. */
  seed: string
  waitUntil: (work: Promise<unknown>) => void
}

/** When a check that is under way in this isolate began, by the replica's URL. */
const checkedSince = new Map<string, number>()
/** One whose request was cancelled never ends: after this time another may begin. */
const CHECK_MS = 10_000

/** The servers that a reader's queries go to. A replica that has to be checked first is, meanwhile. */
export function serversFor({ settings, state, seed, waitUntil }: Reader): readonly Server[] {
  const { DATABASE_URL: primary, REPLICA_URLS: replicas } = settings
  const nowMs = Date.now()
  const { servers, check } = orderServers(
    { primary, replicas, health: state.replicas, nowMs },
    seed,
  )
  if (check !== null && nowMs - (checkedSince.get(check) ?? 0) >= CHECK_MS) {
    checkedSince.set(check, nowMs)
    waitUntil(checkReplica(check, settings).finally(() => checkedSince.delete(check)))
  }
  return servers
}

async function checkReplica(url: string, settings: Settings): Promise<void> {
  const startedAtMs = Date.now()
  const lsn = await positionOf(settings)
  if (lsn !== null) noteCheck(url, await catchesUp(url, lsn), startedAtMs)
}

const positionOf = ({ DATABASE_URL: url }: Settings): Promise<string | null> =>
  currentPosition(createDatabase({ url })).catch(() => null)

async function catchesUp(url: string, lsn: string): Promise<boolean> {
  const replica = createDatabase({ url })
  for (let waited = 0; waited <= MAX_LAG_MS; waited += POLL_MS) {
    if (await hasReplayed(replica, lsn).catch(() => false)) return true
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  return false
}
