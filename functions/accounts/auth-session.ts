import type { Account } from '../deps.ts'

/** How long a browser stays signed in after it was last seen. */
export const SESSION_TTL_MS = 30 * 86_400_000

/** A browser that is signed in. `personId` is null until its account has chosen a name. */
export type AuthSession = Account & { readonly personId: string | null; readonly expiresAt: Date }

/** When a session that is used at `now` will end if it is not used again. */
export const sessionEnd = (now: Date) => new Date(now.getTime() + SESSION_TTL_MS)
