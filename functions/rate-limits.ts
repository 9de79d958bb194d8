import { type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'

type Limit = {
  /** So many in a window, which begins with the first. */
  readonly most: number
  readonly windowS: number
  /** What whoever has gone beyond it is told, before the time. */
  readonly words: string
}

const HOUR_S = 3_600

/**
 * Every rate limit: how often something may be done (docs/decisions/0026). They are far above what people
 * do, so whoever meets one is a program, or pays for a neighbour who is.
 */
export const limits = {
  /** What a signed-in account writes, apart from what has a limit of its own. */
  write: { most: 60, windowS: 60, words: 'That was a lot at once. This last one was not saved' },
  /** By session: whoever has stolen one must not be able to keep its owner from ending them all. */
  'sign-out': { most: 10, windowS: 60, words: 'That was a lot at once' },
  'add-coverage': { most: 60, windowS: HOUR_S, words: 'That is a lot of links in an hour' },
  report: reportsOf(20),
  'report-network': reportsOf(10),
  /** Of all visitors whose network is not known, together. */
  'report-everyone': reportsOf(100),
  /** Of one item by all visitors: members are known, and go on. */
  'report-item': {
    ...{ most: 20, windowS: 24 * HOUR_S },
    words: 'Many have reported this already, and somebody will look at it',
  },
  /** Of all whose network is not known, together. */
  'mail-everyone': mails(100, HOUR_S),
  'mail-network': mails(20, HOUR_S),
  /** From one network for one address: what somebody needs who has trouble with their mail. */
  'mail-asker': mails(5, HOUR_S),
  /** For one address, whoever asks. Short: who asks from many networks can use it up for its owner too. */
  'mail-address': {
    ...{ most: 10, windowS: 600 },
    words:
      'That is a lot of sign-in mails for one address. Those that you asked for in this browser work',
  },
} as const satisfies Record<string, Limit>

function mails(most: number, windowS: number): Limit {
  return {
    most,
    windowS,
    words: 'That is a lot of sign-in mails. Look for the newest one that you have',
  }
}

function reportsOf(most: number): Limit {
  return { most, windowS: HOUR_S, words: 'That is a lot of reports in an hour' }
}

/** A limit as it holds for somebody. */
export type RateLimit = Limit & {
  readonly subject: string
  /** Counts only where this is true in the same transaction: always, if nothing is said. */
  readonly when?: SQL
}

export const rateLimit = (kind: keyof typeof limits, who: string): RateLimit => ({
  ...limits[kind],
  subject: `${kind}:${who}`,
})

/**
 * Counts one towards a limit, in the transaction that does what is counted: beyond the limit all of it
 * fails, and counts nothing. Of two at once the second waits for the first, so that the limit is exact.
 */
export const takeRateLimit = (
  db: Database,
  { subject, most, windowS, when }: RateLimit,
): Statement =>
  db.execute(
    sql`select take_rate_limit(${subject}, ${most}::int, ${windowS}::int) where ${when ?? sql`true`}`,
  )
