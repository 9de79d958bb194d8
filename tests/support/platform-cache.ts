type Entry = {
  readonly status: number
  readonly headers: Headers
  readonly body: ArrayBuffer
  readonly tags: readonly string[]
  readonly vary: readonly (readonly [string, string | null])[]
  readonly storedAtMs: number
  readonly freshMs: number
  readonly staleIfErrorMs: number
  stale: boolean
}
type Origin = (request: Request) => Promise<Response>
type Asked = { tags?: string[] }

/** Seconds for an answer that says nothing about caching. */
const SILENT_S = new Map([
  [200, 7200],
  [301, 1200],
  [404, 180],
  [410, 180],
])
const MAX_TAGS = 100
const BUCKET = 25
const PURGES_PER_MS = 5 / 60_000

/**
 * Cloudflare's Workers Cache as a caller in the same Worker meets it
 * (https://developers.cloudflare.com/workers/cache/): keeps by path and `Vary`, obeys the most specific
 * cache header and takes it and `Cache-Tag` off, adds `Age` and `CF-Cache-Status`, collapses requests
 * that come together, shows a stale copy when the Worker fails, rations purges.
 */
export class PlatformCache {
  readonly #entries = new Map<string, Entry[]>()
  readonly #underWay = new Map<string, Promise<Response>>()
  readonly #nowMs: () => number
  #purgesLeft = BUCKET
  #countedAtMs: number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
    this.#countedAtMs = nowMs()
  }

  /** What stands where `ctx.exports.PublicPages.fetch` is called. */
  async fetch(request: Request, origin: Origin): Promise<Response> {
    if (!['GET', 'HEAD'].includes(request.method)) return shown(await origin(request), 'BYPASS')
    const { pathname, search } = new URL(request.url)
    const key = pathname + search
    const entry = this.#entries
      .get(key)
      ?.find(({ vary }) => vary.every(([name, value]) => request.headers.get(name) === value))
    if (entry && !entry.stale && this.#ageMs(entry) < entry.freshMs) return this.#copy(entry, 'HIT')

    const flight = `${key} ${JSON.stringify([...request.headers].filter(([name]) => name !== 'x-request-id'))}`
    const waiting = this.#underWay.get(flight)
    if (waiting) return (await waiting).clone()
    const fill = this.#fill(key, request, entry, origin)
    this.#underWay.set(flight, fill)
    return (await fill.finally(() => this.#underWay.delete(flight))).clone()
  }

  /** Deletes. */
  async purge({ tags = [] }: Asked) {
    return this.#each(tags, (key, entry) => {
      const others = this.#entries.get(key)?.filter((other) => other !== entry) ?? []
      this.#entries.set(key, others)
    })
  }

  /** Keeps, and marks stale. */
  async invalidate({ tags = [] }: Asked) {
    return this.#each(tags, (_, entry) => {
      entry.stale = true
    })
  }

  async #fill(key: string, request: Request, old: Entry | undefined, origin: Origin) {
    const answer = await origin(request).catch(() => null)
    if (answer === null || answer.status >= 500) {
      if (old && this.#ageMs(old) < old.freshMs + old.staleIfErrorMs)
        return this.#copy(old, 'STALE')
      if (answer === null) throw new Error('the Worker failed')
    }
    const made = await this.#read(request, answer as Response)
    if (made === null) return shown(answer as Response, 'BYPASS')
    const others = this.#entries.get(key)?.filter((entry) => entry !== old) ?? []
    this.#entries.set(key, [...others, made])
    return shown((answer as Response).clone(), old ? 'EXPIRED' : 'MISS')
  }

  /** An entry, or null for what may not be kept. */
  async #read(request: Request, answer: Response): Promise<Entry | null> {
    const { status, headers } = answer
    const said = ['cloudflare-cdn-cache-control', 'cdn-cache-control', 'cache-control']
      .map((name) => headers.get(name))
      .find((value) => value !== null)
    if (headers.has('set-cookie') || (status >= 520 && status <= 526) || status === 206) return null
    if (said !== undefined && /\b(?:no-store|private)\b/.test(said ?? '')) return null
    const vary = (headers.get('vary') ?? '').split(',').filter(Boolean)
    if (vary.includes('*')) return null
    const seconds = (name: string) => new RegExp(`\\b${name}=(\\d+)`).exec(said ?? '')?.[1]
    const fresh = seconds('max-age') ?? (said === undefined ? SILENT_S.get(status) : undefined)
    if (fresh === undefined) return null
    return {
      ...{ status, headers: new Headers(headers), body: await answer.clone().arrayBuffer() },
      tags: (headers.get('cache-tag') ?? '').toLowerCase().split(',').filter(Boolean),
      vary: vary.map((name) => [name.trim(), request.headers.get(name.trim())] as const),
      storedAtMs: this.#nowMs(),
      freshMs: Number(fresh) * 1000,
      staleIfErrorMs: Number(seconds('stale-if-error') ?? Number.MAX_SAFE_INTEGER) * 1000,
      stale: false,
    }
  }

  #copy(entry: Entry, status: string): Response {
    const { headers } = entry
    const copy = new Response(entry.body, { status: entry.status, headers })
    copy.headers.set('Age', String(Math.floor(this.#ageMs(entry) / 1000)))
    return shown(copy, status)
  }

  #ageMs = ({ storedAtMs }: Entry) => this.#nowMs() - storedAtMs

  #each(tags: readonly string[], change: (key: string, entry: Entry) => void) {
    const nowMs = this.#nowMs()
    this.#purgesLeft += (nowMs - this.#countedAtMs) * PURGES_PER_MS
    this.#purgesLeft = Math.min(this.#purgesLeft, BUCKET)
    this.#countedAtMs = nowMs
    const refuse = (message: string) => ({ success: false, errors: [{ code: 10000, message }] })
    if (tags.length > MAX_TAGS) return refuse(`at most ${MAX_TAGS} tags`)
    if (this.#purgesLeft < 1) return refuse('too many purges')
    this.#purgesLeft -= 1
    const wanted = new Set(tags.map((tag) => tag.toLowerCase()))
    for (const [key, entries] of this.#entries)
      for (const entry of entries) if (entry.tags.some((tag) => wanted.has(tag))) change(key, entry)
    return { success: true, errors: [] }
  }
}

/** What a caller sees of an answer. */
function shown(answer: Response, status: string): Response {
  const headers = new Headers(answer.headers)
  headers.delete('Cloudflare-CDN-Cache-Control')
  headers.delete('Cache-Tag')
  headers.set('CF-Cache-Status', status)
  headers.set('CF-Ray', '8a1b2c3d4e5f6789-FRA')
  return new Response(answer.body, { status: answer.status, headers })
}
