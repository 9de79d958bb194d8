import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createGithub } from '#functions/accounts/github.ts'

const TOKEN = 'https://github.com/login/oauth/access_token'
const USER = 'https://api.github.com/user'
const EMAILS = 'https://api.github.com/user/emails'
const usual: Record<string, () => Response | Promise<Response>> = {
  [TOKEN]: () => Response.json({ access_token: 'a-token', token_type: 'bearer' }),
  [USER]: () => Response.json({ id: 42 }),
  [EMAILS]: () => Response.json([{ email: 'Ada@Example.org', primary: true, verified: true }]),
}

let answers = usual
const asked: Request[] = []
beforeEach(() => {
  asked.length = 0
  answers = usual
  vi.stubGlobal('fetch', async (...given: Parameters<typeof fetch>) => {
    const request = new Request(...given)
    asked.push(request)
    return (answers[request.url] ?? (() => expect.unreachable()))()
  })
})
afterEach(() => void vi.unstubAllGlobals())

const github = createGithub({
  ...{ clientId: 'our-id', clientSecret: 'our-secret' },
  redirectUrl: 'https://hallway.example/sign-in/github/callback/',
})
const proof = { code: 'a-code', verifier: 'v'.repeat(43) }
const isAway = {
  ...{ code: 'unavailable', retryAfterS: 60 },
  message: 'GitHub does not answer. Try again, or sign in by e-mail',
}

test('GitHub is asked for e-mail addresses and nothing else, with a challenge that only we can meet', () => {
  const url = github.authorizationUrl({ state: 'a-state', verifier: proof.verifier })
  expect(url.origin + url.pathname).toBe('https://github.com/login/oauth/authorize')
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    ...{ client_id: 'our-id', state: 'a-state', scope: 'user:email' },
    code_challenge_method: 'S256',
  })
})

test('who somebody is comes from three answers, each asked for as GitHub wants it, within five seconds', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout')
  const profile = await github.fetchProfile(proof)
  expect(profile).toEqual({ githubId: '42', email: 'ada@example.org' })
  expect(asked.map(({ url }) => url)).toEqual([TOKEN, USER, EMAILS])
  for (const { headers, redirect } of asked.slice(1)) {
    expect(redirect).toBe('manual')
    expect(Object.fromEntries(headers)).toMatchObject({
      ...{ accept: 'application/vnd.github+json', 'user-agent': 'Hallway' },
      authorization: 'Bearer a-token',
    })
  }
  expect(timeout.mock.calls).toEqual([[5_000], [5_000]])
  timeout.mockRestore()
})

test.each([
  ['is down', TOKEN, () => new Response('', { status: 502 })],
  ['is just down', TOKEN, () => new Response('', { status: 500 })],
  ['cannot be reached', TOKEN, () => Promise.reject(new TypeError('no'))],
  ['is down behind that', USER, () => new Response('', { status: 502 })],
  ['cannot be reached behind that', EMAILS, () => Promise.reject(new TypeError('no'))],
  ['says what is no JSON', USER, () => new Response('<html>')],
  ['says what is no user', USER, () => Response.json({ id: 'ada' })],
  ['says what are no addresses', EMAILS, () => Response.json({})],
  ['says more than anybody has to', USER, () => Response.json({ id: 42, bio: 'x'.repeat(70_000) })],
])('GitHub that %s is away', async (_, url, answer) => {
  answers = { ...usual, [url]: answer }
  await expect(github.fetchProfile(proof)).rejects.toMatchObject(isAway)
})

test('GitHub that is slow to take a code is away after five seconds', async () => {
  vi.useFakeTimers()
  answers = { ...usual, [TOKEN]: () => new Promise(() => undefined) }
  let told: unknown
  github.fetchProfile(proof).catch((error: unknown) => {
    told = error
  })
  await vi.advanceTimersByTimeAsync(4_999)
  expect(told).toBeUndefined()
  await vi.advanceTimersByTimeAsync(1)
  vi.useRealTimers()
  expect(told).toMatchObject(isAway)
})

const isUnconfirmed = 'GitHub did not confirm who you are. Try again'
const isUnseen = 'GitHub did not let us see your e-mail address. Try again'
const isUnverified = 'Verify your e-mail address at GitHub first, then try again'
test.each([
  ['refuses a code', TOKEN, () => Response.json({ error: 'bad_verification_code' }), isUnconfirmed],
  ['refuses us', TOKEN, () => new Response('', { status: 404 }), isUnconfirmed],
  ['says nothing at all', USER, () => new Response(null, { status: 401 }), isUnseen],
  ['takes a token for none', USER, () => Response.json({}, { status: 401 }), isUnseen],
  ['lets nobody see', EMAILS, () => Response.json([], { status: 403 }), isUnseen],
  ['knows no address', EMAILS, () => Response.json([]), isUnverified],
])('GitHub that %s signs nobody in', async (_, url, answer, message) => {
  answers = { ...usual, [url]: answer }
  await expect(github.fetchProfile(proof)).rejects.toMatchObject({ code: 'forbidden', message })
})

test('an answer that says no is not read', async () => {
  const cancelled = vi.fn()
  const body = () => new ReadableStream({ cancel: cancelled })
  answers = { ...usual, [USER]: () => new Response(body(), { status: 401 }) }
  await expect(github.fetchProfile(proof)).rejects.toMatchObject({ code: 'forbidden' })
  expect(cancelled).toHaveBeenCalledTimes(1)
})
