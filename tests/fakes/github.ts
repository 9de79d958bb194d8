import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGithub } from '#functions/accounts/github.ts'

type Email = { email: string; primary: boolean; verified: boolean }
type Person = { id: number; emails: Email[] }

/** GitHub's three endpoints, as strict as the real ones about code, verifier, secret and token. */
export async function startGithub() {
  const grants = new Map<string, { challenge: string; person: Person }>()
  const tokens = new Map<string, Person>()
  let down = false
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    if (down) return answer(502, {})
    const { authorization = '' } = request.headers
    if (request.url === '/login/oauth/access_token') {
      const form = new URLSearchParams(Buffer.concat(chunks).toString())
      const grant = grants.get(form.get('code') ?? '')
      grants.delete(form.get('code') ?? '')
      const verifier = form.get('code_verifier') ?? ''
      const challenge = createHash('sha256').update(verifier).digest('base64url')
      const known = authorization === `Basic ${Buffer.from('our-id:our-secret').toString('base64')}`
      // The real one says so with status 200, too.
      if (!known || grant?.challenge !== challenge)
        return answer(200, { error: 'bad_verification_code' })
      const token = crypto.randomUUID()
      tokens.set(token, grant.person)
      return answer(200, { access_token: token, token_type: 'bearer', scope: 'user:email' })
    }
    const person = tokens.get(authorization.replace('Bearer ', ''))
    if (!person || !request.headers['user-agent'])
      return answer(401, { message: 'Bad credentials' })
    if (request.url === '/user') return answer(200, { id: person.id, login: 'ada' })
    if (request.url === '/user/emails') return answer(200, person.emails)
    return answer(404, {})
  })
  server.listen(0, '127.0.0.1').unref()
  await once(server, 'listening')
  // A server that listens on TCP has a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const redirectUrl = 'http://localhost/sign-in/github/callback/'
  const client = { clientId: 'our-id', clientSecret: 'our-secret', redirectUrl }
  return {
    github: createGithub({ ...client, webUrl: url, apiUrl: url }),
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
