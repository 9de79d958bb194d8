import { withinTime } from '#functions/within-time.ts'
import type { CachedPage } from './cached-page.ts'

/**
 * How long those who wait for somebody else's render do so before one of them starts another: on
 * Workers, a visitor who leaves may take theirs along. It doubles with each attempt, up to the most.
 */
const PATIENCE_MS = 2_000
const MAX_PATIENCE_MS = 8_000

/** Longer than the time-outs of a replica and of the primary together (db/route.ts): a render that takes it has failed. */
export const RENDER_MS = 15_000

type Asked = {
  readonly key: string
  /** Makes the page; rejects when it cannot. */
  readonly render: () => Promise<CachedPage>
  /** Keeps a render going when the visitor who started it has left. */
  readonly keepAlive: (work: Promise<unknown>) => void
}

type UnderWay = PromiseWithResolvers<CachedPage> & {
  attempts: number
  /** Of those, the ones that have not failed. */
  hopeful: number
  readonly startedAtMs: number
}

type Joined = {
  /** Whether this visitor's render is the one that all wait for. */
  readonly led: boolean
  /** The page, whoever makes it first. Rejects as the render does: each trying again would be a stampede. */
  readonly wait: () => Promise<CachedPage>
}

/** Single-flight: one render per cache key at a time, against a cache stampede, whose bytes are everybody's who asks for that key meanwhile. */
export class Renders {
  readonly #underWay = new Map<string, UnderWay>()

  /** Joins the render of this key, or starts it. */
  join(asked: Asked): Joined {
    const found = this.#underWay.get(asked.key)
    if (found) return { led: false, wait: () => this.#follow(asked, found) }
    const begun: UnderWay = {
      ...Promise.withResolvers<CachedPage>(),
      attempts: 0,
      hopeful: 0,
      startedAtMs: Date.now(),
    }
    this.#underWay.set(asked.key, begun)
    this.#attempt(asked, begun)
    return { led: true, wait: () => begun.promise }
  }

  #attempt({ key, render, keepAlive }: Asked, underWay: UnderWay) {
    underWay.attempts += 1
    underWay.hopeful += 1
    const end = () => {
      if (this.#underWay.get(key) === underWay) this.#underWay.delete(key)
    }
    const settled = render().then(
      (page) => {
        end()
        underWay.resolve(page)
      },
      (error: unknown) => {
        underWay.hopeful -= 1
        // A later attempt may be refused while an earlier one still comes, if that is no lost one.
        if (underWay.hopeful > 0 && Date.now() - underWay.startedAtMs < RENDER_MS) return
        end()
        underWay.reject(error)
      },
    )
    // Nobody may be waiting for it any more.
    underWay.promise.catch(() => undefined)
    keepAlive(settled)
  }

  async #follow(asked: Asked, underWay: UnderWay): Promise<CachedPage> {
    for (;;) {
      const { attempts } = underWay
      const patienceMs = Math.min(PATIENCE_MS * 2 ** (attempts - 1), MAX_PATIENCE_MS)
      const page = await withinTime(underWay.promise, patienceMs, () => null)
      if (page) return page
      if (underWay.attempts === attempts) this.#attempt(asked, underWay)
    }
  }
}
