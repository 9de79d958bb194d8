import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { nameOf } from './page.ts'
import type { ChaosEvent, World } from './world.ts'

const PAUSE_MS = 20
/** How long a transaction stays open at most. */
const MAX_OPEN_MS = 300
const HOLDERS = 3
const CONNECT_TIMEOUT_MS = 2_000
const STATEMENT_TIMEOUT_MS = 5_000

/**
 * Writers that go straight to the primary: they number the versions of half the events, in
 * transactions that overlap, and hold the rows of the other half, which the site's own writes refer
 * to. So transactions are committed in another order than the one in which they got their ids.
 */
export class Writers {
  /** The newest version that was certainly committed, by the event's number. */
  readonly committed = new Map<number, number>()
  readonly #tried = new Map<number, number>()
  readonly #world: World
  readonly #pool: pg.Pool
  readonly #loops: Promise<void>[]

  constructor(world: World) {
    this.#world = world
    this.#pool = new pg.Pool({
      connectionString: world.stack.databaseUrl,
      max: HOLDERS + 2,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
    })
    this.#pool.on('error', () => {})
    this.#pool.on('connect', (client) => client.on('error', () => {}))
    const holders = Array.from({ length: HOLDERS }, () => this.#repeat(() => this.#hold()))
    this.#loops = [this.#repeat(() => this.#renumber()), ...holders]
  }

  /** Resolves when the world has stopped and they have too. */
  async ended() {
    await Promise.all(this.#loops)
    await this.#pool.end()
  }

  async #repeat(work: () => Promise<void>) {
    while (this.#world.running) {
      // The primary is away, or ended the session: that is what the drill is about.
      await work().catch(() => {})
      await sleep(PAUSE_MS)
    }
  }

  /** Two events get new versions, and the transaction that began first is committed last. */
  async #renumber() {
    const { events, random } = this.#world
    const half = events.filter(({ number }) => number % 2 === 0)
    const [first, second] = random.shuffle(half) as [ChaosEvent, ChaosEvent]
    await this.#transaction(async (client) => {
      const version = await this.#write(client, first)
      const later = await this.#write(this.#pool, second)
      this.#note(second, later)
      return () => this.#note(first, version)
    })
  }

  /** Makes the site's writes that refer to an event wait, after they have got their ids. */
  async #hold() {
    const { events, random } = this.#world
    const { id } = random.pick(events.filter(({ number }) => number % 2 === 1))
    await this.#transaction(async (client) => {
      await client.query('select from events where id = $1 for update', [id])
      await sleep(random.between(0, MAX_OPEN_MS))
      return () => {}
    })
  }

  async #transaction(work: (client: pg.PoolClient) => Promise<() => void>) {
    const client = await this.#pool.connect()
    let lost = false
    try {
      await client.query('begin')
      const onCommit = await work(client)
      await client.query('commit')
      onCommit()
    } catch (error) {
      lost = true
      throw error
    } finally {
      client.release(lost)
    }
  }

  async #write(client: pg.PoolClient | pg.Pool, { id, number }: ChaosEvent) {
    // Never the same again: whether a write without an answer was made is not known.
    const version = (this.#tried.get(number) ?? 0) + 1
    this.#tried.set(number, version)
    await client.query('update events set name = $2 where id = $1', [id, nameOf(number, version)])
    return version
  }

  #note({ number }: ChaosEvent, version: number) {
    this.committed.set(number, Math.max(version, this.committed.get(number) ?? 0))
  }
}
