import { setTimeout as sleep } from 'node:timers/promises'
import { LIFT_WRITE_LIMIT } from '#scripts/bench/lift-limits.ts'
import { makeVisitor, query } from '../stack/people.ts'
import { type Exchange, invariants } from './invariants.ts'
import { type Operation, operations } from './operations.ts'
import type { Role } from './page.ts'
import { readPage } from './page.ts'
import type { Random } from './random.ts'
import type { ChaosEvent, World } from './world.ts'

type Visitor = Awaited<ReturnType<typeof makeVisitor>>

/** What somebody may be to an event, as far as its reader can know. */
type Standing = {
  /** One role after an acknowledged write; both, the old and the new, after one without an answer. */
  possible: ReadonlySet<Role>
  /** Until then a write without an answer may still be on its way to the database. */
  openUntilMs: number
}

/** A query that its asker has given up ends within this (QUERY_TIMEOUT_MS of the gateway). */
const OPEN_MS = 20_000
/** Longer than any page may take: two trips in a row, each with its time-outs at two servers. */
const ANSWER_TIMEOUT_MS = 30_000
const MAX_PAUSE_MS = 150

/** Somebody who is signed in, does one thing after the other, and remembers what they were shown. */
export class Reader {
  readonly standings = new Map<string, Standing>()
  /** The newest version that they were shown of each event, by its number. */
  readonly seen = new Map<number, number>()
  lastWriteMs = 0
  readonly name: string
  readonly visitor: Visitor
  readonly random: Random
  readonly #world: World

  constructor(world: World, visitor: Visitor, name: string) {
    this.#world = world
    this.visitor = visitor
    this.name = name
    this.random = world.random.fork()
  }

  async run() {
    while (this.#world.running) {
      await this.#weighted().run(this, this.#world)
      await sleep(this.random.between(0, MAX_PAUSE_MS))
    }
  }

  #weighted(): Operation {
    let left = this.random.between(1, TOTAL_WEIGHT)
    const drawn = operations.find(({ weight }) => {
      left -= weight
      return left <= 0
    })
    return drawn ?? this.random.pick(operations)
  }

  /** Looks at a page, and checks everything that holds for it. */
  async look(path: string) {
    const exchange = await this.#exchange(path, `GET ${path}`, (signal) =>
      this.visitor.get(path, signal),
    )
    // While the site is read-only it is the anonymous one, as old as that may be.
    if (!exchange.page?.signedInAs) return
    for (const { event, version } of exchange.page.versions)
      this.seen.set(event, Math.max(version, this.seen.get(event) ?? 0))
  }

  /** Presses one of an event's buttons, unless an earlier press may still be under way. */
  async press({ path }: ChaosEvent, role: Role) {
    const before = this.standing(path)
    if (before.openUntilMs > Date.now()) return
    const exchange = await this.#exchange(path, `POST ${role} ${path}`, (signal) =>
      this.visitor.attend(path, role, signal),
    )
    const accepted = exchange.status === 303
    const possible = new Set(accepted ? [role] : [...before.possible, role])
    const openUntilMs = accepted ? 0 : Date.now() + OPEN_MS
    this.standings.set(path, { possible, openUntilMs })
    if (accepted) this.lastWriteMs = Date.now()
  }

  standing(path: string): Standing {
    return this.standings.get(path) ?? { possible: new Set(['none']), openUntilMs: 0 }
  }

  async #exchange(
    path: string,
    operation: string,
    ask: (signal: AbortSignal) => Promise<Response>,
  ): Promise<Exchange> {
    const { report } = this.#world
    report.operations += 1
    const fromMs = Date.now()
    const answer = await answered(ask, AbortSignal.timeout(ANSWER_TIMEOUT_MS))
    const exchange = { ...answer, path, operation, fromMs, toMs: Date.now() }
    const { requestId } = answer
    for (const { invariant, broken } of invariants) {
      const found = broken(exchange, this, this.#world)
      if (found) report.violate({ invariant, who: this.name, operation, requestId, ...found })
    }
    return exchange
  }
}

const TOTAL_WEIGHT = operations.reduce((sum, { weight }) => sum + weight, 0)

async function answered(ask: (signal: AbortSignal) => Promise<Response>, signal: AbortSignal) {
  try {
    const answer = await ask(signal)
    const html = await answer.text()
    const { status, headers } = answer
    return {
      ...{ status, html, failure: null },
      requestId: headers.get('x-request-id'),
      retryAfter: headers.get('retry-after'),
      location: headers.get('location'),
      cookies: headers.getSetCookie(),
      page: status === 200 ? readPage(html) : null,
    }
  } catch (error) {
    const { message, cause } = error as Error
    const failure = cause instanceof Error ? `${message}: ${cause.message}` : message
    const nothing = { requestId: null, retryAfter: null, location: null, page: null }
    return { ...nothing, status: 0, html: '', failure, cookies: [] }
  }
}

/** Readers whose names begin with different letters, so that a page shows whose it is. */
export async function makeReaders(world: World, count: number): Promise<Reader[]> {
  const readers: Reader[] = []
  for (let i = 0; i < count; i++) {
    readers.push(await makeReader(world, `${String.fromCharCode(65 + i)} Reader`))
  }
  return readers
}

/** Somebody who presses buttons far more often than people do. */
export async function makeReader(world: World, name: string): Promise<Reader> {
  const visitor = await makeVisitor(world.stack, name)
  await query(world.stack.databaseUrl, LIFT_WRITE_LIMIT, [[visitor.accountId]])
  return new Reader(world, visitor, name)
}
