import type { AuthSession } from '#functions/accounts/auth-session.ts'
import type { SignedIn } from '#functions/attendances/queries.ts'
import type { Account, Actor, Deps } from '#functions/deps.ts'
import type { Bindings, Settings } from './env.ts'
import type { SiteState } from './gateway/site-state.ts'
import type { Report } from './incidents/report.ts'
import type { RequestScope } from './request-scope.ts'

/** What the gateway tells the apps behind it, beside the bindings. */
export type Edge = {
  readonly settings: Settings
  readonly requestId: string
  readonly state: SiteState
  /** Marks pages stale in every cache. */
  readonly purge: Deps['purge']
  /** Marks pages stale in this isolate's cache: free, and done at once. */
  readonly expire: (tags: readonly string[]) => void
  /** Leaves word for the cron of something that operators are told. */
  readonly report: (report: Report) => void
}

/**
 * What a handler finds in `c.var`. `account` is who is signed in by their cookie, `actor` the same once
 * they have chosen a name: enough for a query that asks by itself whether that still holds, as writes
 * and personal queries do. Both are null in PublicPages, whatever the visitor's cookies say.
 */
export type AppEnv = {
  Bindings: Bindings & Edge
  Variables: {
    scope: RequestScope
    deps: Deps
    settings: Settings
    /** What this browser's cookie says, or will say. Handlers ask `account` and `actor` instead. */
    session: AuthSession | null
    account: Account | null
    actor: Actor | null
    /** Who is signed in by the database, asked once and only when wanted. Null for the anonymous, and once the session has ended. */
    signedIn: () => Promise<SignedIn | null>
    requestId: string
    /** Cache tags of this page, such as `event-<id>`. Handlers add to it. */
    tags: Set<string>
  }
}
