import type { Lane } from '#functions/jobs.ts'
import { log } from '#functions/log.ts'
import { ConcurrencyLimit, type Limits } from './concurrency-limit.ts'
import { Saturation } from './saturation.ts'

/**
 * How many requests that use a database are under way at once in an isolate. Each kind has places of
 * its own: pages, of which there are most, leave room for what people send, those that are made for the
 * cache (`cold`) keep neither members waiting nor whoever finds a page there, jobs neither crowd people
 * out nor stand still, and mails wait behind no other job. People wait for longer than a database that
 * hangs holds the places before them (`QUERY_TIMEOUT_MS`); a delivery for longer still, overload or
 * not: nobody looks at it.
 */
export const LIMITS = {
  page: { underWay: 12, waiting: 36, patienceMs: 3_000, overloadWaitMs: 30 },
  cold: { underWay: 8, waiting: 36, patienceMs: 3_000, overloadWaitMs: 30, givesWay: true },
  write: { underWay: 8, waiting: 24, patienceMs: 3_000, overloadWaitMs: 80 },
  delivery: { underWay: 4, waiting: 32, patienceMs: 5_000, overloadWaitMs: null },
  mail: { underWay: 4, waiting: 32, patienceMs: 5_000, overloadWaitMs: null },
  errand: { underWay: 4, waiting: 32, patienceMs: 5_000, overloadWaitMs: null },
  outside: { underWay: 32, waiting: 64, patienceMs: 5_000, overloadWaitMs: null },
} as const satisfies Record<string, Limits>
type Kind = keyof typeof LIMITS
export type AllLimits = Readonly<Record<Kind, Limits>>

/** Must answer in any case. */
const FREE = '/healthz'
/** What waits for them while a visitor does. */
const OUTSIDE = /^\/(?:pictures\/|sign-in\/github)/

/** Refusals are logged together: each would be one more thing to do when there is too much. */
const LOG_EVERY_MS = 10_000

/** What is known of a request when it is decided whether there is a place for it. */
export type Asked = {
  readonly method: string
  readonly pathname: string
  /** Whether it is a page for nobody in particular. */
  readonly isPublic?: boolean
  /** Which places it takes as the delivery of a job. */
  readonly lane?: Lane
}

/** Admission control of one isolate, or load shedding: what is beyond its limits is refused at once, the newest first. */
export class Admission {
  readonly #limits: Readonly<Record<Kind, ConcurrencyLimit>>
  #refused = 0
  #loggedAtMs = Number.NEGATIVE_INFINITY

  constructor(limits: AllLimits = LIMITS) {
    const saturation = new Saturation()
    this.#limits = {
      page: new ConcurrencyLimit(limits.page, saturation),
      cold: new ConcurrencyLimit(limits.cold, saturation),
      write: new ConcurrencyLimit(limits.write, saturation),
      delivery: new ConcurrencyLimit(limits.delivery),
      mail: new ConcurrencyLimit(limits.mail),
      errand: new ConcurrencyLimit(limits.errand),
      outside: new ConcurrencyLimit(limits.outside),
    }
  }

  /**
   * The answer that `work` makes, or null for a request that is one too many. A place is held until
   * the answer is made: answers are whole strings. `keepAlive` keeps work going when its visitor has
   * left, so that it gives its place back.
   */
  async admit(
    asked: Asked,
    work: () => Promise<Response>,
    keepAlive: (work: Promise<unknown>) => void,
  ): Promise<Response | null> {
    const kind = kindOf(asked)
    if (kind === null) return work()
    const place = this.#limits[kind].enter(Date.now())
    if (place === null) return this.#refuse()
    const answering = (async () => {
      const leave = await place
      if (leave === null) return this.#refuse()
      try {
        return await work()
      } finally {
        leave()
      }
    })()
    keepAlive(answering.catch(() => undefined))
    return answering
  }

  /** Whether there is no place for a request, nor one to wait for. To be asked once for each. */
  refuses(asked: Asked): boolean {
    const kind = kindOf(asked)
    if (kind === null || !this.#limits[kind].refuses(Date.now())) return false
    this.#refuse()
    return true
  }

  #refuse(): null {
    this.#refused += 1
    const nowMs = Date.now()
    if (nowMs - this.#loggedAtMs >= LOG_EVERY_MS) {
      log.warn('requests were refused: too many were under way', { refused: this.#refused })
      this.#loggedAtMs = nowMs
      this.#refused = 0
    }
    return null
  }
}

function kindOf({ method, pathname, isPublic, lane }: Asked): Kind | null {
  if (pathname === FREE) return null
  if (OUTSIDE.test(pathname)) return 'outside'
  if (lane !== undefined) return lane
  if (method !== 'GET' && method !== 'HEAD') return 'write'
  return isPublic ? 'cold' : 'page'
}
