import { setTimeout as sleep } from 'node:timers/promises'
import { errors, Pool } from 'undici'
import { BROWSER_HEADERS } from './browser-headers.ts'
import type { Answered, OpenLoad, OpenLoaded } from './overload-load.ts'
import type { Arrival } from './overload-mix.ts'

/**
 * Sends requests at moments fixed in advance (an open loop), so that a site that is slow is asked no
 * less for it, and counts each answer's time from when it should have been asked for.
 */
process.on('message', async (load: OpenLoad) => process.send?.(await put(load)))

/** Nobody waits longer for a page. */
const TIMEOUT_MS = 10_000
/** Ends idle connections before workerd does (5 s), so that no request meets one that is being closed. */
const IDLE_MS = 3_000

async function put({ origin, arrivals }: OpenLoad): Promise<OpenLoaded> {
  // As many connections as it takes: whoever comes does not wait for those before them.
  const pool = new Pool(origin, {
    ...{ connections: null, keepAliveTimeout: IDLE_MS },
    ...{ headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS },
  })
  const cpuBefore = process.cpuUsage()
  const startMs = performance.now()
  const underWay: Promise<Answered>[] = []
  let latestSendMs = 0
  for (const arrival of arrivals) {
    const dueMs = startMs + arrival.atMs
    while (performance.now() < dueMs) await sleep(Math.max(1, dueMs - performance.now() - 1))
    latestSendMs = Math.max(latestSendMs, performance.now() - dueMs)
    underWay.push(send(pool, arrival, dueMs))
  }
  const answers = await Promise.all(underWay)
  const tookMs = performance.now() - startMs
  const cpu = process.cpuUsage(cpuBefore)
  await pool.destroy()
  return { answers, tookMs, latestSendMs, generatorBusy: (cpu.user + cpu.system) / 1000 / tookMs }
}

async function send(pool: Pool, { kind, atMs, ask }: Arrival, dueMs: number): Promise<Answered> {
  const { path, method, body } = ask
  const headers = { ...BROWSER_HEADERS, ...ask.headers }
  try {
    const answer = await pool.request({ path, method, headers, body: body ?? null })
    await answer.body.dump({ limit: Number.POSITIVE_INFINITY })
    const ms = performance.now() - dueMs
    const { statusCode: status } = answer
    return { kind, atMs, ms, status, failure: null, retryAfter: 'retry-after' in answer.headers }
  } catch (error) {
    const late =
      error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError
    const ms = performance.now() - dueMs
    return { kind, atMs, ms, status: 0, failure: late ? 'timeout' : 'reset', retryAfter: false }
  }
}
