import { askProcess } from './ask-process.ts'
import type { Arrival, Kind } from './overload-mix.ts'

export type OpenLoad = {
  readonly origin: string
  readonly arrivals: readonly Arrival[]
  /** Which processors the generator may use (taskset's list); null for all. */
  readonly processors: string | null
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

/** Puts an open load on a site from another process. Rejects when that process fails. */
export const putOpenLoad = (load: OpenLoad): Promise<OpenLoaded> =>
  askProcess('overload-process.ts', load, `The load on ${load.origin} ended early`)
