import { setTimeout as sleep } from 'node:timers/promises'

/** What came of one request. Times are those of `performance.now()`. */
export type Seen = {
  path: string
  startedAtMs: number
  status: number
  retryAfter: string | null
  setsCookie: boolean
}

export type SteadyLoad = {
  readonly reads: readonly Seen[]
  readonly writes: readonly Seen[]
  /** Ends the load when every request under way has been answered. */
  stop(): Promise<void>
}

type Options = {
  origin: string
  paths: readonly string[]
  /** One writer and one signed-in reader each. */
  cookies: readonly string[]
  anonymousReaders: number
}

const PAUSE_MS = 20

/**
 * Readers and writers that go on until they are stopped. Every writer tracks one event after the
 * other, so that each accepted write leaves a row of its own.
 */
export function startSteadyLoad({ origin, paths, cookies, anonymousReaders }: Options): SteadyLoad {
  const reads: Seen[] = []
  const writes: Seen[] = []
  let running = true
  const go = async (seen: Seen[], first: number, next: (path: string) => Promise<Seen>) => {
    for (let i = first; running; i++) {
      seen.push(await next(paths[i % paths.length] ?? '/'))
      await sleep(PAUSE_MS)
    }
  }
  const read = (headers: Record<string, string>) => (path: string) => ask(origin, path, { headers })
  const all = [
    ...Array.from({ length: anonymousReaders }, (_, i) => go(reads, 37 * i, read({}))),
    ...cookies.map((cookie, i) => go(reads, 53 * i, read({ cookie }))),
    ...cookies.map((cookie) => go(writes, 0, (path) => track(origin, path, cookie))),
  ]
  return {
    reads,
    writes,
    stop: async () => {
      running = false
      await Promise.all(all)
    },
  }
}

/** Says that whoever this cookie is of tracks an event. */
export async function track(origin: string, path: string, cookie: string): Promise<Seen> {
  const body = new URLSearchParams({ role: 'tracking' })
  const headers = { cookie, origin }
  return { ...(await ask(origin, `${path}attendance/`, { method: 'POST', headers, body })), path }
}

async function ask(origin: string, path: string, init: RequestInit): Promise<Seen> {
  const startedAtMs = performance.now()
  try {
    const answer = await fetch(`${origin}${path}`, { ...init, redirect: 'manual' })
    await answer.arrayBuffer()
    const retryAfter = answer.headers.get('retry-after')
    const setsCookie = answer.headers.getSetCookie().some((cookie) => cookie.includes('session'))
    return { path, startedAtMs, status: answer.status, retryAfter, setsCookie }
  } catch {
    return { path, startedAtMs, status: 0, retryAfter: null, setsCookie: false }
  }
}
