import type { World } from './world.ts'

/** A part that faults strike. */
export type Part =
  | 'primary'
  | 'replica 1'
  | 'replica 2'
  | 'database gateway'
  | 'redis'
  | 'queue'
  | 'mail'
  | 'kv'
  | 'worker'
  | 'cron'
  | 'switch'

/**
 * What visitors may notice: `reads` or `writes` answered 503, `connections` broken off, or being
 * shown the `anonymous` site although they are signed in. Whatever a fault does not name is a
 * violation while it lasts.
 */
export type Excuse = 'reads' | 'writes' | 'connections' | 'anonymous'

export type Fault = {
  readonly name: string
  readonly strikes: Part
  readonly excuses: readonly Excuse[]
  /** The least and the most that it lasts, in milliseconds. */
  readonly lastsMs: readonly [number, number]
  /** Begins it, and resolves to what ends it. */
  /** How long after its end it may still be noticed, when that is longer than for most. */
  readonly lingersMs?: number
  readonly begin: (world: World) => Promise<() => Promise<void>>
}

type Spell = { readonly fault: Fault; readonly fromMs: number; toMs: number }

/** How far back a violation's cause is looked for. */
const LATELY_MS = 10_000
/** How long after its end a fault may still be noticed: until connections are made again. */
const LINGERS_MS = 3_000
/**
 * How long after a fault on a replica the site may leave that replica out, so that losing the primary
 * as well is losing all: its rest, or the next runs of the cron and what isolates remember of KV.
 */
const LEFT_OUT_MS = 20_000

/** Which faults are in force, and which were a moment ago. Times are those of `Date.now()`. */
export class Faults {
  readonly #spells: Spell[] = []

  begin(fault: Fault): Spell {
    const spell = { fault, fromMs: Date.now(), toMs: Number.POSITIVE_INFINITY }
    this.#spells.push(spell)
    return spell
  }

  /** What is in force or was a moment ago, with how long ago it ended. */
  lately = () => {
    const nowMs = Date.now()
    return this.#during(nowMs - LATELY_MS, nowMs).map(({ fault, toMs }) =>
      toMs < nowMs ? `${fault.name} until ${((nowMs - toMs) / 1000).toFixed(1)} s ago` : fault.name,
    )
  }

  /** Whether any fault explains what somebody noticed between two moments. */
  excuse(excuse: Excuse, fromMs: number, toMs: number): boolean {
    return this.#spells.some(
      ({ fault, fromMs: begun, toMs: ended }) =>
        fault.excuses.includes(excuse) &&
        begun <= toMs &&
        ended >= fromMs - (fault.lingersMs ?? LINGERS_MS),
    )
  }

  /**
   * Whether there was nowhere to read from: the primary away, and a replica left out as well, or
   * without a write that this reader made just before.
   */
  noDatabase(fromMs: number, toMs: number, lastWriteMs: number): boolean {
    const primary = this.#during(fromMs - LINGERS_MS, toMs).filter(
      ({ fault }) => fault.strikes === 'primary' && fault.excuses.includes('writes'),
    )
    const replicas = this.#during(fromMs - LEFT_OUT_MS, toMs).filter(({ fault }) =>
      fault.strikes.startsWith('replica'),
    )
    const wrote = primary.some((spell) => lastWriteMs > spell.fromMs - LINGERS_MS)
    return primary.length > 0 && (replicas.length > 0 || wrote)
  }

  #during(fromMs: number, toMs: number) {
    return this.#spells.filter((spell) => spell.fromMs <= toMs && spell.toMs >= fromMs)
  }
}
