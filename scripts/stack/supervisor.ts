import { setTimeout as sleep } from 'node:timers/promises'
import type { Part } from './parts.ts'

/** Something that runs, as a process or in this one. */
export type Running = {
  /** Resolves when it has ended, to why. */
  readonly ended: Promise<string>
  stop(): Promise<void>
  kill(): Promise<void>
}

/** Where a supervisor says, one line each, what becomes of its part. */
export type Reports = {
  /** A part has ended and is started again, or it came back. */
  readonly onIncident: (line: string) => void
  /** A part that the site cannot do without does not come back. */
  readonly onGivingUp: (line: string) => void
}

type Options = {
  readonly name: string
  /** What goes on without it, for the line that says that it ended. */
  readonly meanwhile: string
  /** Whether the site goes on without it. It is then tried for as long as the site runs. */
  readonly optional?: boolean
  /**
   * Starts it, and resolves when it answers. Throws with nothing left running; also, soon, when the
   * signal is aborted. May say what else there is to say of it, in a line.
   */
  readonly launch: (signal: AbortSignal, say: Reports['onIncident']) => Promise<Running>
  readonly reports?: Reports | undefined
}

const nobodyListens: Reports = { onIncident: () => {}, onGivingUp: () => {} }

const FIRST_WAIT_MS = 200
const LONGEST_WAIT_MS = 10_000
/** 12.6 s of waiting in all, before the site ends for want of a part. */
const MAX_TRIES = 6
/** After it ran this long, its next end is a new incident: back-off begins anew. */
const STEADY_MS = 5_000

/**
 * Starts a part again whenever it ends by itself, with exponential back-off. What is asked for by
 * `stop` and `kill` is left alone until `start`, which throws when the first launch fails.
 */
export function supervise(options: Options): Part {
  const { name, meanwhile, optional, launch, reports = nobodyListens } = options
  let lifetime = new AbortController()
  let running: Running | null = null
  let work: Promise<void> = Promise.resolve()
  let tries = 0

  const run = async (signal: AbortSignal) => {
    const started = await launch(signal, reports.onIncident)
    if (signal.aborted) return await started.stop()
    running = started
    const sinceMs = performance.now()
    void started.ended.then((reason) => {
      if (signal.aborted) return
      running = null
      if (performance.now() - sinceMs > STEADY_MS) tries = 0
      work = bringBack(reason, signal)
    })
  }
  const bringBack = async (ending: string, signal: AbortSignal) => {
    let reason = ending
    reports.onIncident(`${name} ended (${reason}). Starting again; meanwhile ${meanwhile}`)
    while (optional || tries < MAX_TRIES) {
      tries += 1
      const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1))
      // Ends early with the lifetime, which is looked at below.
      await sleep(waitMs, null, { signal }).catch(() => {})
      if (signal.aborted) return
      const failure = await run(signal).catch((error: Error) => error)
      if (signal.aborted) return
      if (!failure) return reports.onIncident(`${name} came back`)
      reason = failure.message
    }
    reports.onGivingUp(`${name} did not come back in ${tries} tries: ${reason}`)
  }
  const end = async (how: 'stop' | 'kill') => {
    lifetime.abort()
    const ending = running?.[how]()
    running = null
    // A launch that is under way ends what it started.
    await Promise.all([ending, work.catch(() => {})])
  }
  return {
    start: () => {
      lifetime = new AbortController()
      tries = 0
      work = run(lifetime.signal)
      return work
    },
    stop: () => end('stop'),
    kill: () => end('kill'),
  }
}
