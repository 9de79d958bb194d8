import { Buffer } from 'node:buffer'
import { and, eq, gt, sql } from 'drizzle-orm'
import { redisKeys, redisTtlS } from '#db/redis.ts'
import { signInTokens } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { tooMany } from '../errors.ts'

/** Mails that may be asked for in a window of an hour. `everyone` is for visitors we cannot tell apart. */
export const signInLimits = { email: 5, network: 20, everyone: 100 } as const
const WINDOW_S = redisTtlS.signInMails

/** When Redis cannot count networks, all mails together are kept below this. */
const TOTAL_LIMIT = 300

/**
 * Who asks for a sign-in mail. `network` is the visitor's network address, null when none is known;
 * `vouched` says that it comes from a proxy that cannot be made to lie.
 */
export type Asker = {
  readonly email: string
  readonly network: string | null
  readonly vouched: boolean
}

/**
 * Counts this request for a sign-in mail, for all isolates together, and throws `too_many` when it is
 * one too many. The network is counted first: one that is over its limit cannot use up the limit of
 * somebody else's address. When Redis is away, Postgres counts what it has of the last hour.
 */
export async function limitSignInMails(deps: Deps, asker: Asker): Promise<void> {
  const retryAfterS = await exceeded(deps, asker).catch(() => exceededInPostgres(deps, asker.email))
  if (retryAfterS === null) return
  const minutes = Math.ceil(retryAfterS / 60)
  throw tooMany(
    `That is a lot of sign-in mails. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, or look for the mail you have`,
    retryAfterS,
    'sign-in-mails',
  )
}

async function exceeded(deps: Deps, { email, network, vouched }: Asker): Promise<number | null> {
  const crowd = [
    ...(network ? [count(deps, `network:${networkOf(network)}`, signInLimits.network)] : []),
    ...(vouched ? [] : [count(deps, 'everyone', signInLimits.everyone)]),
  ]
  const waits = (await Promise.all(crowd)).filter((wait) => wait !== null)
  if (waits.length > 0) return Math.max(...waits)
  return count(deps, `email:${email}`, signInLimits.email)
}

/** Null while within the limit, else the seconds until the window ends. One call, atomic. */
async function count({ redis, config }: Deps, subject: string, limit: number) {
  const key = redisKeys.signInMails(await hash(`${config.sessionSecret}:${subject}`))
  const [, asked, ttlS] = await redis
    .multi()
    .set(key, 0, { ex: WINDOW_S, nx: true })
    .incr(key)
    .ttl(key)
    .exec<[string | null, number, number]>()
  return asked > limit ? Math.max(ttlS, 1) : null
}

async function exceededInPostgres({ write, now }: Deps, email: string): Promise<number | null> {
  const since = new Date(now().getTime() - WINDOW_S * 1000)
  const [asked] = await write
    .select({
      email: sql<number>`count(*) filter (where ${eq(signInTokens.email, email)})`.mapWith(Number),
      total: sql<number>`count(*)`.mapWith(Number),
    })
    .from(signInTokens)
    .where(and(gt(signInTokens.createdAt, since)))
  const within = asked && asked.email < signInLimits.email && asked.total < TOTAL_LIMIT
  return within ? null : WINDOW_S
}

/** One network: an IPv4 address, or the /64 that an IPv6 address is in, since anybody has a whole one. */
export function networkOf(address: string): string {
  const text = address.trim().toLowerCase().slice(0, 45)
  if (!text.includes(':')) return text
  const [head = '', tail] = text.split('::')
  const groups = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : Math.max(8 - groups.length - after.length, 0)
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...after]
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Buffer.from(digest).toString('base64url').slice(0, 27)
}
