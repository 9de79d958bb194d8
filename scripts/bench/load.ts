import { askProcess } from './ask-process.ts'

export type Ask = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export type Load = {
  readonly url: string
  readonly connections: number
  readonly seconds: number
  /** Asked one after the other, each by one connection; none: `url` itself, as fast as it goes. */
  readonly requests: readonly Ask[]
  /** Where the asking process runs (taskset's list), giving way to others there; all, where none are told. */
  readonly processors?: string
}

export type Loaded = {
  readonly perSecond: number
  readonly total: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Answers of 4xx and 5xx, errors and timeouts. */
  readonly failed: number
  /** Those of them that are 503. */
  readonly refused: number
  /** How much of one processor the asking took: near 1, the asker was the limit. */
  readonly generatorBusy: number
  /** How often each X-Cache was seen, and each number of database round trips. Empty without `requests`. */
  readonly caches: Readonly<Record<string, number>>
  readonly trips: Readonly<Record<string, number>>
}

/** Puts a load on a server from another process. Rejects when that process fails. */
export const putLoad = (load: Load): Promise<Loaded> =>
  askProcess('load-process.ts', load, `The load on ${load.url} ended early`)
