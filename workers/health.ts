import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { createDatabase } from '#db/client.ts'
import { createRedis } from '#db/redis.ts'
import { replicaName } from '#db/replicas.ts'
import { log } from '#functions/log.ts'
import { isReadOnly } from '#functions/site/site-mode.ts'
import { tooLate, withinTime } from '#functions/within-time.ts'
import type { AppEnv } from './app-env.ts'
import type { Settings } from './env.ts'

type Part = { name: string; ok: boolean; ms: number }

/** A check asks every part, so an isolate makes one at most this often, whoever asks, however many at once. */
const MEMO_MS = 2_000
const TIMEOUT_MS = 2_000
const POLL_MS = 20
/** Whoever checks may leave, and their work with them. */
const LEASE_MS = TIMEOUT_MS + 500

let memo: { parts: Part[]; atMs: number } = { parts: [], atMs: Number.NEGATIVE_INFINITY }
let checkingUntilMs = 0

/**
 * The health check, `GET /healthz`: whether each part answers, for monitors and for the ops CLI. 200 while pages can be
 * read, even if something else is down; 503 when no database answers.
 */
export const health = new Hono<AppEnv>().get('/healthz', async (c) => {
  const parts = await recentParts(c.get('settings'))
  const readable = parts.some(({ name, ok }) => ok && /^(primary|replica)/.test(name))
  const { mode, replicas } = c.env.state
  const behind = replicaNames(c.get('settings'))
    .filter(({ server }) => replicas.behind.includes(server))
    .map(({ name }) => name)
  const version = c.env.CF_VERSION_METADATA?.id ?? 'local'
  const readOnly = isReadOnly(mode, new Date())
  const { reason, since, until } = mode
  const body = {
    ok: parts.every(({ ok }) => ok),
    readOnly,
    reason,
    since,
    until,
    version,
    behind,
    parts,
  }
  return c.json(body, readable ? 200 : 503)
})

/** Strangers are told which replica of how many; whose server it is stands in the log. */
const replicaNames = ({ REPLICA_URLS }: Settings) =>
  REPLICA_URLS.map((url, i) => ({ name: `replica ${i + 1}`, server: replicaName(url), url }))

/** Waits for another's check by a timer: what one request awaits, workerd lets no other await. */
async function recentParts(settings: Settings): Promise<Part[]> {
  for (;;) {
    const nowMs = Date.now()
    if (nowMs - memo.atMs <= MEMO_MS) return memo.parts
    if (nowMs >= checkingUntilMs) {
      checkingUntilMs = nowMs + LEASE_MS
      const parts = await checkParts(settings)
      // From its end: what waited for a part that hangs is told what was found, and checks no more.
      memo = { parts, atMs: Date.now() }
      checkingUntilMs = 0
      return parts
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

function checkParts(settings: Settings): Promise<Part[]> {
  const redis = () =>
    createRedis({ url: settings.UPSTASH_REDIS_REST_URL, token: settings.UPSTASH_REDIS_REST_TOKEN })
  return Promise.all([
    check('primary', () => ask(settings.DATABASE_URL)),
    ...replicaNames(settings).map(({ name, server, url }) =>
      check(name, () => ask(url), { server }),
    ),
    check('redis', () => redis().ping()),
    check('queue', () => askQueue(settings)),
  ])
}

const ask = (url: string) => createDatabase({ url }).execute(sql`select 1`)

async function askQueue({ QSTASH_URL, QSTASH_TOKEN }: Settings) {
  const headers = { Authorization: `Bearer ${QSTASH_TOKEN}` }
  const answer = await fetch(`${QSTASH_URL}/v2/dlq?count=1`, { headers, redirect: 'manual' })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`the queue answered ${answer.status}`)
}

/** Why a part failed is for the log: the page is public. */
async function check(
  name: string,
  attempt: () => Promise<unknown>,
  about: { server?: string } = {},
): Promise<Part> {
  const startedAt = Date.now()
  const late = tooLate('no answer in time')
  const ok = await withinTime(attempt(), TIMEOUT_MS, late).then(
    () => true,
    (error: unknown) => {
      log.warn(`${name} is not healthy`, about, error)
      return false
    },
  )
  return { name, ok, ms: Date.now() - startedAt }
}
