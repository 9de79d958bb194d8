import { Hono } from 'hono'
import { sessionEnd } from '#functions/accounts/auth-session.ts'
import { requireSetting, type Target } from '#scripts/ops/target.ts'
import type { AppEnv } from '#workers/app-env.ts'
import type { Settings } from '#workers/env.ts'
import { writeSession } from '#workers/middleware/session-cookie.ts'
import type { BenchAccount, Filled } from './look-around.ts'

type Account = Omit<BenchAccount, 'personId'> & { personId: string | null }

/** The cookie that the site itself would have given to someone who has signed in. */
export async function sessionCookie(account: Account, secret: string): Promise<string> {
  const app = new Hono<AppEnv>().get('/', async (c) => {
    // Signing looks at nothing else.
    c.set('settings', { SESSION_SECRET: secret } as Settings)
    const createdAt = new Date()
    await writeSession(c, { ...account, createdAt, expiresAt: sessionEnd(createdAt, createdAt) })
    return c.body(null)
  })
  const [cookie] = (await app.request('https://bench.test/')).headers.getSetCookie()
  if (!cookie) throw new Error('The site signed no session cookie')
  return cookie.slice(0, cookie.indexOf(';'))
}

/** The cookies of everybody who has an account in a directory that was filled. */
export function sessionCookies(stack: Target, { accounts }: Pick<Filled, 'accounts'>) {
  const secret = requireSetting(stack, 'SESSION_SECRET')
  return Promise.all(accounts.map((account) => sessionCookie(account, secret)))
}
