import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Arrival, Kind } from './overload-mix.ts'

export type OpenLoad = { readonly origin: string; readonly arrivals: readonly Arrival[] }

/** What came of one request. */
export type Answered = {
  readonly kind: Kind
  /** From when it should have been sent until the whole answer was there. */
  readonly ms: number
  readonly status: number
  readonly failure: 'timeout' | 'reset' | null
  readonly retryAfter: boolean
}

export type OpenLoaded = {
  readonly answers: readonly Answered[]
  /** Until the last answer. */
  readonly tookMs: number
  /** How late the generator was, at worst. */
  readonly latestSendMs: number
  /** How much of one processor the generator took: near 1, it was the limit. */
  readonly generatorBusy: number
}

/** Puts an open load on a site from another process. Rejects when that process fails. */
export function putOpenLoad(load: OpenLoad): Promise<OpenLoaded> {
  const child = fork(join(import.meta.dirname, 'overload-process.ts'))
  return new Promise((resolve, reject) => {
    let loaded: OpenLoaded | undefined
    // What arrives is what our own process sent.
    child.once('message', (message) => {
      loaded = message as OpenLoaded
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (loaded) resolve(loaded)
      else reject(new Error(`The load on ${load.origin} ended early (exit code ${code})`))
    })
    child.send(load)
  })
}
