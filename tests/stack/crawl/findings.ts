import type { Ask, Sent } from './client.ts'
import { type Answer, headerOf } from './exchange.ts'
import { inspect, type Secret } from './inspect.ts'
import type { Reader } from './reader.ts'

const SHOWN_OF_EACH = 3
const KIND_LENGTH = 30
const SENT_LENGTH = 600

type Looking = { readonly ask: Ask; readonly secrets: readonly Secret[]; readonly origin: string }

/** Asks, looks at each answer, and keeps what is wrong with it and how many there were of which kind. */
export class Findings {
  readonly wrong: { readonly what: string; readonly asked: string }[] = []
  readonly statuses = new Map<string, number>()
  readonly caches = new Map<string, number>()
  asked = 0
  readonly #looking: Looking

  constructor(looking: Looking) {
    this.#looking = looking
  }

  /** Null for what ends without an answer: as bytes that are no request may. */
  async ask(reader: Reader, sent: Sent): Promise<Answer | null> {
    const { ask, secrets, origin } = this.#looking
    this.asked += 1
    const answer = await ask(sent).catch((error: Error) => {
      this.note(reader, sent, error.message)
      return null
    })
    count(this.statuses, answer ? String(answer.status) : 'no answer')
    if (!answer) return null
    count(this.caches, headerOf(answer, 'x-cache') ?? 'nothing')
    for (const what of inspect({ reader, sent, answer }, secrets, origin))
      this.note(reader, sent, what)
    return answer
  }

  note({ name }: Reader, sent: Sent, what: string) {
    const asked = JSON.stringify(sent.wire ?? sent).slice(0, SENT_LENGTH)
    this.wrong.push({ what, asked: `${name} sent ${asked}` })
  }

  /** The first few of each kind of what is wrong. */
  get worst(): string[] {
    const byKind = Object.values(
      Object.groupBy(this.wrong, ({ what }) => what.slice(0, KIND_LENGTH)),
    )
    return byKind.flatMap((same = []) =>
      same.slice(0, SHOWN_OF_EACH).map(({ what, asked }) => `${what}: ${asked}`),
    )
  }

  toString() {
    return `${this.asked} requests, ${this.wrong.length} wrong; answers: ${list(this.statuses)}; X-Cache: ${list(this.caches)}`
  }
}

const count = (counts: Map<string, number>, what: string) =>
  counts.set(what, (counts.get(what) ?? 0) + 1)

const list = (counts: ReadonlyMap<string, number>) =>
  [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, number]) => `${number} ${what}`)
    .join(', ')
