import autocannon from 'autocannon'
import { BROWSER_HEADERS } from './browser-headers.ts'
import type { Load, Loaded } from './load.ts'
import { giveWay, pin } from './processors.ts'

/**
 * Puts one load on a server and tells the parent what came of it. A process of its own, so that
 * asking takes no time from what answers.
 */
process.once('message', async (load: Load) => {
  if (load.processors !== undefined) {
    pin(process.pid, load.processors)
    giveWay(process.pid)
  }
  process.send?.(await put(load))
  process.disconnect()
})

async function put({ url, connections, seconds, requests }: Load): Promise<Loaded> {
  const seen = watch()
  const cpuBefore = process.cpuUsage()
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    headers: BROWSER_HEADERS,
    ...(requests.length > 0 && { requests: [handOut(requests, seen)] }),
  })
  const cpu = process.cpuUsage(cpuBefore)
  return {
    perSecond: result.requests.total / result.duration,
    total: result.requests.total,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.errors + result.timeouts + result['4xx'] + result['5xx'],
    refused: result.statusCodeStats?.['503']?.count ?? 0,
    generatorBusy: (cpu.user + cpu.system) / 1e6 / result.duration,
    caches: Object.fromEntries(seen.caches),
    trips: Object.fromEntries(seen.trips),
  }
}

type Seen = { caches: Map<string, number>; trips: Map<number, number> }

const watch = (): Seen => ({ caches: new Map(), trips: new Map() })

/** Gives every request to one connection only, and looks at what the answers say of themselves. */
function handOut(requests: Load['requests'], seen: Seen): autocannon.Request {
  let next = 0
  return {
    setupRequest: (request) => ({ ...request, ...requests[next++ % requests.length] }),
    onResponse: (_status, _body, _context, headers) => {
      const answered = new Map(
        Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
      )
      add(seen.caches, answered.get('x-cache') ?? 'none')
      const trips = /\bdb;desc="?(\d+)/.exec(answered.get('server-timing') ?? '')?.[1]
      if (trips !== undefined) add(seen.trips, Number(trips))
    },
  }
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
