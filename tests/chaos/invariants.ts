import type { Page } from './page.ts'
import type { Reader } from './reader.ts'
import type { World } from './world.ts'

/** One question of a reader and its answer. Times are those of `Date.now()`. */
export type Exchange = {
  readonly operation: string
  readonly path: string
  readonly fromMs: number
  readonly toMs: number
  /** 0 when there was no answer; `failure` says why. */
  readonly status: number
  readonly failure: string | null
  readonly requestId: string | null
  readonly retryAfter: string | null
  readonly location: string | null
  readonly cookies: readonly string[]
  readonly html: string
  /** What a 200 shows. */
  readonly page: Page | null
}

type Broken = { readonly expected: string; readonly seen: string } | null

export type Invariant = {
  readonly invariant: string
  /** What is wrong with this answer, or null. The reader remembers what they knew before it. */
  readonly broken: (exchange: Exchange, reader: Reader, world: World) => Broken
}

const isWrite = ({ operation }: Exchange) => operation.startsWith('POST')

/** What holds for every answer to somebody who is signed in. A new one is one more object. */
export const invariants: readonly Invariant[] = [
  {
    invariant: 'an answer is a page, a redirect after a write, or a 503',
    broken: (exchange, _, { faults }) => {
      const { status, html, location, fromMs, toMs } = exchange
      const right = isWrite(exchange) ? 303 : 200
      if ([0, right, 503].includes(status)) return null
      // Nobody in particular has no dashboard, but is asked to sign in.
      if (location?.includes('/sign-in/') && isAnonymous(faults, fromMs, toMs)) return null
      return { expected: `${right} or 503`, seen: `${status} ${titleOf(html)}` }
    },
  },
  {
    invariant: 'a connection is broken off only while the Worker is away',
    broken: ({ status, failure, fromMs, toMs }, _, { faults }) =>
      status !== 0 || faults.excuse('connections', fromMs, toMs)
        ? null
        : { expected: 'an answer', seen: failure ?? 'none' },
  },
  {
    invariant: 'a 503 says when to come back',
    broken: ({ status, retryAfter }) =>
      status !== 503 || Number(retryAfter) > 0
        ? null
        : { expected: 'Retry-After', seen: String(retryAfter) },
  },
  {
    invariant: 'nothing is refused that a fault does not excuse',
    broken: (exchange, { lastWriteMs }, { faults, report }) => {
      const { status, fromMs, toMs, html } = exchange
      if (status !== 503) return null
      report.note(isWrite(exchange) ? 'writes refused' : 'reads refused')
      const kind = isWrite(exchange) ? 'writes' : 'reads'
      const excused =
        faults.excuse(kind, fromMs, toMs) || faults.noDatabase(fromMs, toMs, lastWriteMs)
      return excused ? null : { expected: 'no refusal', seen: `503 ${wordsOf(html)}` }
    },
  },
  {
    invariant: 'a page is its reader’s own',
    broken: ({ page, fromMs, toMs }, { name }, { faults }) => {
      const letter = name.slice(0, 1)
      if (page === null || page.signedInAs === letter) return null
      if (page.signedInAs === null && isAnonymous(faults, fromMs, toMs)) return null
      return { expected: `signed in as ${letter}`, seen: page.signedInAs ?? 'nobody signed in' }
    },
  },
  {
    invariant: 'nobody is signed out',
    broken: ({ cookies }) => {
      const gone = cookies.find((cookie) => /__Host-session=;|session=.*max-age=0/i.test(cookie))
      return gone === undefined ? null : { expected: 'a session that stays', seen: gone }
    },
  },
  {
    invariant: 'readers see what they wrote',
    broken: ({ page, path }, reader, { events }) => {
      if (page === null || page.signedInAs === null) return null
      for (const event of events) {
        const shown = page.roles.get(event.path) ?? (path === '/dashboard/' ? 'none' : null)
        const { possible } = reader.standing(event.path)
        if (shown !== null && !possible.has(shown))
          return { expected: `${[...possible].join(' or ')} at ${event.path}`, seen: shown }
      }
      return null
    },
  },
  {
    invariant: 'nobody travels back',
    broken: ({ page }, { seen }) => {
      if (page === null || page.signedInAs === null) return null
      const back = page.versions.find(({ event, version }) => version < (seen.get(event) ?? 0))
      return back
        ? { expected: `v${seen.get(back.event)} of event ${back.event}`, seen: `v${back.version}` }
        : null
    },
  },
]

/** How long an isolate goes by what it has read of the read-only switch. */
const MEMO_MS = 7_000

/** Whether everybody may be shown what nobody in particular sees. */
const isAnonymous = (faults: World['faults'], fromMs: number, toMs: number) =>
  faults.excuse('anonymous', fromMs - MEMO_MS, toMs)

/** What an error's page says, which tells one refusal from another. */
const wordsOf = (html: string) => /<\/h1>\s*<p[^>]*>([^<]*)/.exec(html)?.[1] ?? titleOf(html)

const titleOf = (html: string) => /<title>([^<]*)/.exec(html)?.[1] ?? html.slice(0, 60)
