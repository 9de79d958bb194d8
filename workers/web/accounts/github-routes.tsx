import { Buffer } from 'node:buffer'
import { generateCodeVerifier, generateState } from 'arctic'
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { signInWithGithub } from '#functions/accounts/sign-in-with-github.ts'
import { audit } from '#functions/audit.ts'
import { DomainError, notFound } from '#functions/errors.ts'
import { localPath } from '#functions/local-path.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../../app-env.ts'
import { auditRefusal } from '../../audit-refusal.ts'
import { refuseSignInWhileReadOnly } from '../../middleware/site-basics.ts'
import { redirect, redirectToGithub } from '../../redirect.ts'
import { clearSignedCookie, readSignedCookie, writeSignedCookie } from '../../signed-cookie.ts'
import { goOn } from './go-on.ts'
import { showSignIn } from './show-sign-in.tsx'
import { rememberWish } from './wish-cookie.ts'

const TTL_S = 600

/** What the browser keeps while its owner is at GitHub. */
const journey = z.object({
  state: z.string(),
  verifier: z.string(),
  next: z.string().nullable().transform(localPath),
  until: z.number(),
})

export const githubRoutes = new Hono<AppEnv>()
  .get('/sign-in/github/', refuseSignInWhileReadOnly, async (c) => {
    const github = findGithub(c)
    // GitHub asks nobody who has let us in before: only a press of our own button may begin this.
    if (isForeign(c)) return redirect(c, paths.signIn(), 303)
    const [state, verifier] = [generateState(), generateCodeVerifier()]
    const next = localPath(c.req.query('next'))
    rememberWish(c, next)
    writeJourney(c, {
      state,
      verifier,
      next,
      until: c.get('deps').now().getTime() + TTL_S * 1000,
    })
    return redirectToGithub(c, github, { state, verifier })
  })

  .get('/sign-in/github/callback/', refuseSignInWhileReadOnly, async (c) => {
    const github = findGithub(c)
    const { deps } = c.var
    const begun = readJourney(c)
    clearSignedCookie(c, 'github')
    const { code, state, error } = c.req.query()
    if (!begun || begun.state !== state || begun.until < deps.now().getTime())
      return explain(c, 400, 'That took too long, or began in another window. Try again')
    if (error || !code)
      return explain(c, 403, 'GitHub did not let you in. Try again, or use e-mail', begun.next)
    try {
      const profile = await github.fetchProfile({ code, verifier: begun.verifier })
      const session = await signInWithGithub(deps, profile)
      audit(c.var, { event: 'sign-in', way: 'github', accountId: session.accountId })
      return redirect(c, goOn(c, session, begun.next), 303)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      if (error.retryAfterS) c.header('Retry-After', String(error.retryAfterS))
      return explain(c, error.code === 'unavailable' ? 503 : 403, error.message, begun.next)
    }
  })

/** Whether another site's page led here. Browsers that say nothing of it are old. */
const isForeign = (c: Context<AppEnv>) =>
  /^(cross|same)-site$/.test(c.req.header('sec-fetch-site') ?? '')

function findGithub(c: Context<AppEnv>) {
  const { github } = c.get('deps')
  if (!github) throw notFound('Signing in by GitHub')
  return github
}

function explain(
  c: Context<AppEnv>,
  status: 400 | 403 | 503,
  reason: string,
  next: string | null = null,
) {
  if (status !== 503) auditRefusal(c, 'github')
  c.status(status)
  return showSignIn(c, { values: { next: next ?? '' }, general: [reason] })
}

function writeJourney(c: Context<AppEnv>, begun: z.infer<typeof journey>) {
  const value = Buffer.from(JSON.stringify(begun)).toString('base64url')
  writeSignedCookie(c, 'github', value, TTL_S)
}

function readJourney(c: Context<AppEnv>) {
  const value = readSignedCookie(c, 'github')
  if (!value) return null
  // Its signature says that we wrote it, so it is JSON.
  return journey.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString())).data ?? null
}
