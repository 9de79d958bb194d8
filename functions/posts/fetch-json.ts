import { readBytes } from '../foreign/read-bytes.ts'
import { SourceFailure } from './post-source.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>
export type JsonAnswer = {
  readonly status: number
  readonly headers: Headers
  readonly json: unknown
}

const TIMEOUT_MS = 8_000
const MAX_BYTES = 2 * 1024 * 1024
const MAX_REDIRECTS = 2

type Options = { fetch: Fetch; headers: Record<string, string> }

/**
 * Asks for JSON within 8 s and 2 MB. Redirects are followed on the same origin only, so that a token
 * never travels elsewhere. Any status is an answer, with `json` undefined when its body is not JSON;
 * throws `SourceFailure` when there is none.
 */
export async function fetchJson(url: string, { fetch, headers }: Options): Promise<JsonAnswer> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  let at = new URL(url)
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(at.href, { headers, redirect: 'manual', signal }).catch(
      (cause) => {
        throw new SourceFailure(`${at.host} did not answer`, { cause, maybeBilled: signal.aborted })
      },
    )
    const location = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || location === null) {
      const text = await readText(response, at.host)
      return { status: response.status, headers: response.headers, json: parse(text) }
    }
    await response.body?.cancel()
    if (!URL.canParse(location, at)) throw new SourceFailure(`${at.host} redirects to nowhere`)
    const next = new URL(location, at)
    if (next.origin !== at.origin) throw new SourceFailure(`${at.host} redirects to ${next.host}`)
    if (redirects === MAX_REDIRECTS) throw new SourceFailure(`${at.host} redirects too often`)
    at = next
  }
}

/** A body that breaks off or is too long has cost what it has cost. */
async function readText(response: Response, host: string): Promise<string> {
  try {
    const { bytes, isLonger } = await readBytes(response, MAX_BYTES)
    if (isLonger) throw new Error(`more than ${MAX_BYTES} bytes`)
    return new TextDecoder().decode(bytes)
  } catch (cause) {
    const options = { cause, maybeBilled: response.ok }
    throw new SourceFailure(`The answer of ${host} could not be read`, options)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
