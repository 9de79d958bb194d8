import { isServerFailure } from './failures.ts'
import type { ReadSession } from './read-session.ts'
import type { RetryBudget } from './retry-budget.ts'
import { countTrips, newTrips, type Trips } from './trips.ts'

export type Server = { readonly url: string; readonly role: 'primary' | 'replica' }

/** What came of asking a server: for whoever decides which one is asked next time. */
export type Outcome = 'answered' | 'failed' | 'timed-out'

/** Fail-over between the primary and its replicas, for the queries of one request. */
export type Route = {
  /** In the order in which they are asked: the next one when the one before cannot answer. */
  readonly servers: readonly Server[]
  readonly trips?: Trips
  /** What its reader has seen and written: a replica that does not show it is passed over. */
  readonly session?: ReadSession | undefined
  /** Whether what is asked in the same turn is asked as one batch (db/ask-together.ts). Only for reading. */
  readonly merges?: boolean
  /** How many time-outs are worth another try. None: all. */
  readonly retries?: RetryBudget
  readonly onOutcome?: (server: Server, outcome: Outcome) => void
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>
export type RoutedInit = RequestInit & {
  headers: Record<string, string>
  body: string
  route: Route
}

/** As much of a Response as the Neon driver reads. */
export type Answer = {
  ok: boolean
  status: number
  text(): Promise<string>
  json(): Promise<unknown>
}

/** How long a server may take before we stop waiting for it. */
const TIMEOUT_MS = { replica: 2_000, primary: 10_000 } as const

/**
 * Asks the servers one after the other until one answers: a replica that fails, or has not replayed
 * what its reader has seen, costs one more trip and no page. What is wrong with the statement itself
 * would be wrong anywhere, and is the answer. When none can answer, the primary's failure is told.
 */
export function askInOrder(fetch: Fetch, endpoint: string, { route, ...init }: RoutedInit) {
  const { servers, session, trips = newTrips(), retries, onOutcome } = route
  retries?.deposit()
  return countTrips(trips, async (onHop): Promise<Answer> => {
    let failure: (() => Answer) | undefined
    let isLate = false
    for (const server of servers) {
      if (server.role === 'replica' && session?.isAhead) continue
      // Who refuses at once costs nothing to pass over; who is slow may be so because all are.
      if (isLate && retries?.withdraw() === false) break
      onHop()
      const asked = await ask(fetch, endpoint, { init, server, session })
      onOutcome?.(server, asked.outcome)
      if (asked.answer) return asked.answer
      if (!failure || server.role === 'primary') failure = asked.failure
      if (asked.outcome === 'timed-out') isLate = true
    }
    if (!failure) throw new Error('No database server was asked')
    return failure()
  })
}

type Asked =
  | { outcome: 'answered'; answer: Answer }
  /** `failure` returns the server's own words, for the driver to read, or throws. */
  | { outcome: Outcome; answer?: never; failure: () => Answer }

type Asking = { init: Omit<RoutedInit, 'route'>; server: Server; session: ReadSession | undefined }

async function ask(fetch: Fetch, endpoint: string, asking: Asking): Promise<Asked> {
  const { init, server, session } = asking
  const { url, role } = server
  const asked = session?.around(init.body, role)
  try {
    const response = await fetch(endpoint, {
      ...init,
      redirect: 'manual',
      body: asked?.body ?? init.body,
      headers: { ...init.headers, 'Neon-Connection-String': url },
      signal: AbortSignal.timeout(TIMEOUT_MS[role]),
    })
    // Read here, so that an answer which breaks off is the server's failure too.
    const text = await response.text()
    if (!response.ok) return refusal(response.status, text, asking)
    const body = asked ? asked.read(text) : text
    if (body === null) return { outcome: 'answered', failure: notReplayed }
    return { outcome: 'answered', answer: answerOf(200, body) }
  } catch (error) {
    const outcome = (error as Error).name === 'TimeoutError' ? 'timed-out' : 'failed'
    return {
      outcome,
      failure: () => {
        throw error
      },
    }
  }
}

/** Whether what a server refused is its own failure, or would be refused anywhere. */
function refusal(status: number, text: string, { server, session }: Asking): Asked {
  const code = codeIn(text)
  const answer = answerOf(status, text)
  const failure = () => answer
  if (session?.noteRefusal(code, server.role)) return { outcome: 'answered', failure: notReplayed }
  if (isServerFailure(status, code)) return { outcome: 'failed', failure }
  // A replica refuses whatever writes; the primary may not.
  if (code === '25006' && server.role === 'replica') return { outcome: 'answered', failure }
  return { outcome: 'answered', answer }
}

function notReplayed(): never {
  throw new Error('The replica has not replayed what its reader has seen')
}

/** `body` is text, or what was parsed of it. */
const answerOf = (status: number, body: unknown): Answer => ({
  ok: status === 200,
  status,
  text: async () => (typeof body === 'string' ? body : JSON.stringify(body)),
  json: async () => (typeof body === 'string' ? JSON.parse(body) : body),
})

function codeIn(text: string): string | null {
  try {
    const { code } = JSON.parse(text) as { code?: unknown }
    return typeof code === 'string' ? code : null
  } catch {
    return null
  }
}
