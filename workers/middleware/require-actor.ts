import { createMiddleware } from 'hono/factory'
import type { AuthSession } from '#functions/accounts/auth-session.ts'
import type { Account, Actor } from '#functions/deps.ts'
import { DomainError } from '#functions/errors.ts'
import { paths } from '#functions/paths.ts'
import type { AppEnv } from '../app-env.ts'
import { redirect } from '../redirect.ts'

type WithAccount = { Variables: { account: Account; session: AuthSession } }

/** Lets only signed-in accounts past, with or without a name. After it, `c.get('account')` is set. */
export const requireAccount = createMiddleware<AppEnv & WithAccount>(async (c, next) => {
  if (!c.get('account')) throw new DomainError('sign_in_required', 'Sign in to do that')
  await next()
})

/** Lets only signed-in people past; who has no name yet chooses one first. After it, `c.get('actor')` is set. */
export const requireActor = createMiddleware<AppEnv & { Variables: { actor: Actor } }>(
  async (c, next) => {
    if (c.get('actor')) return next()
    if (c.get('account')) return redirect(c, paths.welcome(), 303)
    throw new DomainError('sign_in_required', 'Sign in to do that')
  },
)
