import { Hono } from 'hono'
import { DomainError } from '#functions/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { type Bindings, readSettings } from '../env.ts'
import { errorToResponse } from '../errors.tsx'
import { wantsJson } from '../gateway/answer-page.ts'
import { securityHeaders } from '../middleware/security-headers.ts'
import { layout } from '../web/layout.tsx'

const TOO_MANY = 'More people are here than we can answer at once. Try again in a few seconds'
const TOO_MANY_WRITES =
  'More people are here than we can answer at once. Nothing you sent was saved: go back, and send it again in a few seconds'

/** Spread, so that those who were refused together do not come back together. */
const RETRY_AFTER_S = { least: 3, spread: 6 }

type Refusal = { readonly body: Uint8Array; readonly headers: Headers }

/** What is said to everybody in the same words, made by the pages' own code once in an isolate. */
const refusals = new Map<string, Refusal>()

const app = new Hono<AppEnv>()
  .onError(errorToResponse)
  .use(securityHeaders, layout)
  .get('/', () => {
    throw new DomainError('unavailable', TOO_MANY)
  })
  .post('/', () => {
    throw new DomainError('unavailable', TOO_MANY_WRITES)
  })

/**
 * 503 for a request that is one too many: the page of our other errors, or problem details for
 * whoever wants JSON, at hardly any cost. `Retry-After` says when it is worth another try.
 */
export async function refuse(
  request: Request,
  requestId: string,
  env: Bindings,
): Promise<Response> {
  const safe = request.method === 'GET' || request.method === 'HEAD'
  const json = wantsJson(request.headers.get('accept') ?? '')
  const kind = `${safe ? 'GET' : 'POST'} ${json ? 'application/problem+json' : 'text/html'}`
  const refusal = refusals.get(kind) ?? (await make(kind, env))
  refusals.set(kind, refusal)

  // A Response copies its headers, so the next refusal may change these.
  const { body, headers } = refusal
  const { least, spread } = RETRY_AFTER_S
  headers.set('Retry-After', String(least + Math.floor(Math.random() * spread)))
  // The queue would obey it five times within a minute; left alone it waits longer each time.
  if (!safe && new URL(request.url).pathname.startsWith('/_queues/')) headers.delete('Retry-After')
  headers.set('X-Request-Id', requestId)
  return new Response(request.method === 'HEAD' ? null : body, { status: 503, headers })
}

async function make(kind: string, env: Bindings): Promise<Refusal> {
  const [method = 'GET', accept = ''] = kind.split(' ')
  // Known errors are answered without what else the gateway tells an app.
  const told = { ...env, settings: readSettings(env) } as AppEnv['Bindings']
  const answer = await app.request('/', { method, headers: { accept } }, told)
  const headers = new Headers(answer.headers)
  headers.set('X-Cache', 'bypass')
  return { body: new Uint8Array(await answer.arrayBuffer()), headers }
}
