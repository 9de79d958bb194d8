import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EdgeExchange, edgeInvariants, type Knowledge } from './edge-invariants.ts'
import { readPage } from './page.ts'
import type { Random } from './random.ts'
import type { ChaosEvent, World } from './world.ts'

const TIMEOUT_MS = 30_000
const MAX_PAUSE_MS = 30

/** Names that no page knows, and names that these pages do not know. */
const PARAMS = ['utm_source', 'fbclid', 'day', 'track', 'room', 'view', 'language', 'month']
const LISTS = ['/conferences/', '/places/', '/topics/']

/** Somebody who is not signed in, and asks for one page after the other. */
export class EdgeReader {
  /** Pages that were made although nobody had changed them, by their paths. */
  readonly quietMisses = new Map<string, number>()
  readonly ended: Promise<void>
  readonly #random: Random
  readonly #world: World
  readonly #quiet: readonly ChaosEvent[]
  readonly #known: Knowledge

  constructor(world: World, quiet: readonly ChaosEvent[], known: Knowledge) {
    this.#world = world
    this.#quiet = quiet
    this.#known = known
    this.#random = world.random.fork()
    this.ended = this.#run()
  }

  async #run() {
    while (this.#world.running) {
      const draw = this.#random.between(1, 10)
      if (draw <= 5) await this.#ask(this.#random.pick(this.#world.events).path)
      else if (draw <= 6) await this.#ask(this.#random.pick(LISTS))
      else await this.#askOddly(this.#random.pick(this.#quiet).path)
      await sleep(this.#random.between(0, MAX_PAUSE_MS))
    }
  }

  /** Asks for a page at an address of its own, which leads to the same page. */
  async #askOddly(path: string) {
    const query = new URLSearchParams({
      [this.#random.pick(PARAMS)]: String(this.#random.between(0, 1_000_000)),
    })
    const { cache } = await this.#ask(path, `?${query}`)
    if (cache === 'miss') this.quietMisses.set(path, (this.quietMisses.get(path) ?? 0) + 1)
  }

  async #ask(path: string, query = ''): Promise<EdgeExchange> {
    const { stack, report } = this.#world
    report.operations += 1
    const asked = this.#random.between(1, 4) === 1 ? this.#known.etags.get(path)?.etag : undefined
    const fromMs = Date.now()
    const answer = await fetch(stack.origin + path + query, {
      headers: {
        'accept-encoding': this.#random.pick(['gzip', 'identity']),
        ...(asked && { 'if-none-match': asked }),
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: Error) => error)
    const exchange = {
      ...(await inspect(answer)),
      path,
      query,
      asked: asked ?? null,
      fromMs,
      toMs: Date.now(),
    }
    for (const { invariant, broken } of edgeInvariants) {
      const found = broken(exchange, this.#known, this.#world)
      const operation = `GET ${path}${query}`
      const { requestId } = exchange
      if (found) report.violate({ invariant, who: 'anonymous', operation, requestId, ...found })
    }
    this.#remember(exchange)
    return exchange
  }

  #remember({ path, etag, page, hash, toMs }: EdgeExchange) {
    if (etag === null || page === null) return
    const { etags, bodies } = this.#known
    etags.set(path, { etag, sinceMs: etags.get(path)?.sinceMs ?? toMs })
    bodies.set(`${path} ${etag}`, hash)
  }
}

async function inspect(answer: Response | Error) {
  const headers = answer instanceof Error ? new Headers() : answer.headers
  const html = answer instanceof Error ? '' : await answer.text().catch(() => '')
  const status = answer instanceof Error ? 0 : answer.status
  return {
    ...{ status, headers, html },
    failure: answer instanceof Error ? answer.message : null,
    requestId: headers.get('x-request-id'),
    etag: headers.get('etag'),
    cache: headers.get('x-cache'),
    hash: createHash('sha256').update(html).digest('hex'),
    page: status === 200 ? readPage(html) : null,
  }
}
