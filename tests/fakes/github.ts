import { createHash } from 'node:crypto'
import { afterAll, vi } from 'vitest'

type Email = { email: string; primary: boolean; verified: boolean }
type Person = { id: number; emails: Email[] }

const HOSTS = ['github.com', 'api.github.com']

/**
 * GitHub's three endpoints, as strict as the real ones about code, verifier, secret and token, in the
 * place of the real ones until the test file ends.
 */
export function startGithub() {
  const grants = new Map<string, { challenge: string; person: Person }>()
  const tokens = new Map<string, Person>()
  let down = false

  async function exchange(request: Request) {
    const form = new URLSearchParams(await request.text())
    const grant = grants.get(form.get('code') ?? '')
    grants.delete(form.get('code') ?? '')
    const verifier = form.get('code_verifier') ?? ''
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const basic = `Basic ${Buffer.from('our-id:our-secret').toString('base64')}`
    const known = request.headers.get('authorization') === basic
    // The real one says so with status 200, too.
    if (!known || grant?.challenge !== challenge)
      return Response.json({ error: 'bad_verification_code' })
    const token = crypto.randomUUID()
    tokens.set(token, grant.person)
    return Response.json({ access_token: token, token_type: 'bearer', scope: 'user:email' })
  }

  async function answer(request: Request) {
    if (down) return Response.json({}, { status: 502 })
    const { pathname } = new URL(request.url)
    if (pathname === '/login/oauth/access_token') return exchange(request)
    const { headers } = request
    const person = tokens.get(headers.get('authorization')?.replace('Bearer ', '') ?? '')
    if (!person || !headers.get('user-agent'))
      return Response.json({ message: 'Bad credentials' }, { status: 401 })
    if (pathname === '/user') return Response.json({ id: person.id, login: 'ada' })
    if (pathname === '/user/emails') return Response.json(person.emails)
    return Response.json({ message: 'Not Found' }, { status: 404 })
  }

  const elsewhere = globalThis.fetch
  vi.stubGlobal('fetch', (...asked: Parameters<typeof fetch>) => {
    const [target] = asked
    const url = target instanceof Request ? target.url : target
    return HOSTS.includes(new URL(url).host) ? answer(new Request(...asked)) : elsewhere(...asked)
  })
  afterAll(() => void vi.unstubAllGlobals())

  return {
    settings: { GITHUB_CLIENT_ID: 'our-id', GITHUB_CLIENT_SECRET: 'our-secret' },
    /** Someone presses "Authorize" on the page at this address: where GitHub sends them. */
    authorize(address: string, person: Person): string {
      const asked = new URL(address).searchParams
      const code = crypto.randomUUID()
      grants.set(code, { challenge: asked.get('code_challenge') ?? '', person })
      const state = asked.get('state') ?? ''
      return `${asked.get('redirect_uri')}?${new URLSearchParams({ code, state })}`
    },
    setDown(value: boolean) {
      down = value
    },
  }
}
