import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Arrival, Kind } from './overload-mix.ts'
import { pin } from './processors.ts'

export type OpenLoad = {
  readonly origin: string
  readonly arrivals: readonly Arrival[]
}

/** What came of one request. */
export type Answered = {
  readonly kind: Kind
  /** When it should have been sent, from the start of the load. */
  readonly atMs: number
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

export type Generator = {
  /** Puts an open load on a site. Rejects when the generator ends. */
  put(load: OpenLoad): Promise<OpenLoaded>
  stop(): void
}

/**
 * Starts a process that puts loads on a site, one after the other: its code is compiled with the first,
 * and takes less from the site then. It runs on these processors (taskset's list); null for all.
 */
export function startGenerator(processors: string | null): Generator {
  const child = fork(join(import.meta.dirname, 'overload-process.ts'))
  if (processors !== null && child.pid !== undefined) pin(child.pid, processors)
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`What puts the load on ended early (exit code ${code})`)
  })
  ended.catch(() => undefined)
  return {
    async put(load) {
      const answer = once(child, 'message')
      child.send(load)
      // What arrives is what our own process sent.
      const [loaded] = await Promise.race([answer, ended])
      return loaded as OpenLoaded
    },
    stop: () => void child.kill(),
  }
}
