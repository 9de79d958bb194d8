import type { Account } from '../deps.ts'

const DAY_MS = 86_400_000

/** How long a browser stays signed in after it was last seen. */
export const SESSION_TTL_MS = 30 * DAY_MS

/** How long it stays signed in at most, however often it is seen. */
export const SESSION_MAX_MS = 90 * DAY_MS

/** A session that is used is prolonged at most this often. */
const PROLONG_MS = DAY_MS

/** A browser that is signed in. `personId` is null until its account has chosen a name. */
export type AuthSession = Account & {
  readonly personId: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** When a session that is used at `now` will end if it is not used again. */
export const sessionEnd = (createdAt: Date, now: Date) =>
  new Date(Math.min(now.getTime() + SESSION_TTL_MS, createdAt.getTime() + SESSION_MAX_MS))

/** Whether being used at `now` makes a session last longer, by as much as is worth a write. */
export const isProlonged = ({ createdAt, expiresAt }: AuthSession, now: Date) =>
  sessionEnd(createdAt, now).getTime() - expiresAt.getTime() >= PROLONG_MS
