import { Agent, type IncomingMessage, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { BROWSER_HEADERS } from './browser-headers.ts'
import type { Answered, OpenLoad, OpenLoaded } from './overload-load.ts'
import type { Arrival } from './overload-mix.ts'

/**
 * Sends requests at moments fixed in advance (an open loop), so that a site that is slow is asked no
 * less for it, and counts each answer's time from when it should have been asked for.
 */
process.once('message', async (load: OpenLoad) => {
  // Disconnecting sooner would lose the rest of a long message.
  process.send?.(await put(load), () => process.disconnect())
})

/** Nobody waits longer for a page. */
const TIMEOUT_MS = 10_000
/** Ends idle connections before workerd does (5 s), so that no request meets one that is being closed. */
const IDLE_MS = 3_000

async function put({ origin, arrivals }: OpenLoad): Promise<OpenLoaded> {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: Number.POSITIVE_INFINITY,
    timeout: IDLE_MS,
  })
  const cpuBefore = process.cpuUsage()
  const startMs = performance.now()
  const underWay: Promise<Answered>[] = []
  let latestSendMs = 0
  for (const arrival of arrivals) {
    const dueMs = startMs + arrival.atMs
    while (performance.now() < dueMs) await sleep(Math.max(1, dueMs - performance.now() - 1))
    latestSendMs = Math.max(latestSendMs, performance.now() - dueMs)
    underWay.push(send(origin, arrival, { agent, dueMs }))
  }
  const answers = await Promise.all(underWay)
  const tookMs = performance.now() - startMs
  const cpu = process.cpuUsage(cpuBefore)
  agent.destroy()
  return { answers, tookMs, latestSendMs, generatorBusy: (cpu.user + cpu.system) / 1000 / tookMs }
}

function send(
  origin: string,
  { kind, ask }: Arrival,
  { agent, dueMs }: { agent: Agent; dueMs: number },
): Promise<Answered> {
  return new Promise((resolve) => {
    const done = (outcome: Pick<Answered, 'status' | 'failure' | 'retryAfter'>) => {
      clearTimeout(timer)
      resolve({ kind, ms: performance.now() - dueMs, ...outcome })
    }
    const headers = { ...BROWSER_HEADERS, ...ask.headers }
    const asking = request(origin + ask.path, { agent, method: ask.method, headers })
    const timer = setTimeout(() => {
      done({ status: 0, failure: 'timeout', retryAfter: false })
      asking.destroy()
    }, TIMEOUT_MS)
    const onReset = () => done({ status: 0, failure: 'reset', retryAfter: false })
    asking.once('error', onReset)
    asking.once('response', (answer: IncomingMessage) => {
      answer.once('error', onReset)
      answer.once('end', () =>
        done({
          status: answer.statusCode ?? 0,
          failure: null,
          retryAfter: 'retry-after' in answer.headers,
        }),
      )
      answer.resume()
    })
    asking.end(ask.body)
  })
}
