import {
  ArcticFetchError,
  CodeChallengeMethod,
  OAuth2Client,
  type OAuth2Tokens,
  UnexpectedResponseError,
} from 'arctic'
import * as z from 'zod'
import { DomainError } from '../errors.ts'
import { readBytes } from '../foreign/read-bytes.ts'
import { withinTime } from '../within-time.ts'

/** Who GitHub says someone is. The address is their primary one, and GitHub has verified it. */
export type GithubProfile = { readonly githubId: string; readonly email: string }

/** Signing in by GitHub: send people to `authorizationUrl`, get who they are when they come back. */
export type Github = {
  authorizationUrl(secrets: { state: string; verifier: string }): URL
  /** Throws `forbidden` when GitHub refuses the code or knows no verified address, `unavailable` when it does not answer. */
  fetchProfile(answer: { code: string; verifier: string }): Promise<GithubProfile>
}

type Options = {
  clientId: string
  clientSecret: string
  redirectUrl: string
  /** Where GitHub is. GitHub Enterprise is elsewhere. */
  webUrl?: string
  apiUrl?: string
}

const TIMEOUT_MS = 5_000
const MAX_BYTES = 64 * 1024

const refused = (message: string, cause?: unknown) =>
  new DomainError('forbidden', message, { cause })

const user = z.object({ id: z.number().int().positive() })
const emails = z.array(z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() }))

/** GitHub over OAuth with PKCE. It may read e-mail addresses and nothing else. */
export function createGithub(options: Options): Github {
  const { webUrl = 'https://github.com', apiUrl = 'https://api.github.com' } = options
  const client = new OAuth2Client(options.clientId, options.clientSecret, options.redirectUrl)
  const authorizeUrl = `${webUrl}/login/oauth/authorize`
  const tokenUrl = `${webUrl}/login/oauth/access_token`
  return {
    authorizationUrl: ({ state, verifier }) =>
      client.createAuthorizationURLWithPKCE(
        authorizeUrl,
        state,
        CodeChallengeMethod.S256,
        verifier,
        ['user:email'],
      ),
    async fetchProfile({ code, verifier }) {
      const token = await exchange(() => client.validateAuthorizationCode(tokenUrl, code, verifier))
      const [{ id }, addresses] = await Promise.all([
        ask(`${apiUrl}/user`, token, user),
        ask(`${apiUrl}/user/emails`, token, emails),
      ])
      const primary = addresses.find(({ primary, verified }) => primary && verified)
      if (!primary) throw refused('Verify your e-mail address at GitHub first, then try again')
      return { githubId: String(id), email: primary.email.toLowerCase() }
    },
  }
}

const away = (cause?: unknown) =>
  new DomainError('unavailable', 'GitHub does not answer. Try again, or sign in by e-mail', {
    cause,
    retryAfterS: 60,
  })

/** GitHub refuses a code with status 200 and no token in it. */
async function exchange(validate: () => Promise<OAuth2Tokens>): Promise<string> {
  try {
    const late = () => {
      throw away()
    }
    return (await withinTime(validate(), TIMEOUT_MS, late)).accessToken()
  } catch (error) {
    if (error instanceof DomainError) throw error
    const failed = error instanceof UnexpectedResponseError && error.status >= 500
    if (failed || error instanceof ArcticFetchError) throw away(error)
    throw refused('GitHub did not confirm who you are. Try again', error)
  }
}

async function readJson(answer: Response): Promise<unknown> {
  const { bytes } = await readBytes(answer, MAX_BYTES)
  return JSON.parse(new TextDecoder().decode(bytes))
}

async function ask<T>(url: string, token: string, schema: z.ZodType<T>): Promise<T> {
  const headers = {
    Accept: 'application/vnd.github+json',
    Authorization: `Bearer ${token}`,
    'User-Agent': 'Hallway',
  }
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const answer = await fetch(url, { headers, redirect: 'manual', signal }).catch((error) => {
    throw away(error)
  })
  const body = answer.ok ? await readJson(answer).catch(() => null) : null
  if (!answer.ok) await answer.body?.cancel()
  if (answer.status === 401 || answer.status === 403)
    throw refused('GitHub did not let us see your e-mail address. Try again')
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw away(parsed.error)
  return parsed.data
}
