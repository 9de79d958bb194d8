import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from './world.ts'

/** The site takes 100 an hour from visitors whom it cannot tell apart. */
const MAX_REQUESTS = 80
const EVERY_MS = 3_000
const TIMEOUT_MS = 30_000

/** Somebody who asks for one sign-in link after the other, each for an address of its own. */
export class SignIns {
  /** Each address that was asked for, and whether that was acknowledged. */
  readonly asked = new Map<string, boolean>()
  readonly #world: World
  readonly ended: Promise<void>

  constructor(world: World) {
    this.#world = world
    this.ended = this.#run()
  }

  async #run() {
    for (let i = 0; this.#world.running && i < MAX_REQUESTS; i++) {
      await this.#ask(`chaos-${i}@example.org`)
      await sleep(EVERY_MS)
    }
  }

  async #ask(email: string) {
    const { stack, report } = this.#world
    report.operations += 1
    const answer = await fetch(`${stack.origin}/sign-in/`, {
      method: 'POST',
      body: new URLSearchParams({ email }),
      headers: { origin: stack.origin },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => null)
    await answer?.body?.cancel()
    const status = answer?.status ?? 0
    this.asked.set(email, status === 303)
    if ([0, 303, 503].includes(status)) return
    report.violate({
      invariant: 'an answer is a page, a redirect after a write, or a 503',
      who: email,
      operation: 'POST /sign-in/',
      expected: '303 or 503',
      seen: String(status),
    })
  }
}
