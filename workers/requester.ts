import type { AuthSession } from '#functions/accounts/auth-session.ts'
import type { SignedIn, Viewer } from '#functions/attendances/queries.ts'
import type { Account, Actor } from '#functions/deps.ts'

/**
 * Who asks. `session`, `account` and `actor` are what their cookie says, without asking anybody: enough
 * for a query that asks by itself whether that still holds, as writes and personal queries do. What only
 * some people are to see (a flag) has its seat here too.
 */
export type Requester = {
  readonly session: AuthSession | null
  readonly account: Account | null
  /** Their account, once it has chosen a name. */
  readonly actor: Actor | null
  /** Who is signed in by the database, asked once and only when wanted. Null once the session has ended. */
  readonly signedIn: () => Promise<SignedIn | null>
  /** The same, as pages show them: null until they have a name too. */
  readonly viewer: () => Promise<Viewer | null>
}

/** Everybody who is not signed in, and everybody in PublicPages, whatever the visitor's cookies say. */
export const anonymous: Requester = {
  session: null,
  account: null,
  actor: null,
  signedIn: async () => null,
  viewer: async () => null,
}

/** Whoever has this session's cookie. `ask` is called once at most. */
export function makeRequester(
  session: AuthSession,
  ask: (account: Account) => Promise<SignedIn | null>,
): Requester {
  const { sessionId, accountId, personId } = session
  const account = { sessionId, accountId }
  let asked: Promise<SignedIn | null> | undefined
  const signedIn = () => {
    asked ??= ask(account)
    return asked
  }
  return {
    session,
    account,
    actor: personId ? { ...account, personId } : null,
    signedIn,
    viewer: async () => (await signedIn())?.viewer ?? null,
  }
}
