import type { AuthSession } from '#functions/accounts/auth-session.ts'
import type { Deps } from '#functions/deps.ts'
import type { Bindings, Settings } from './env.ts'
import type { SiteState } from './gateway/site-state.ts'
import type { Report } from './incidents/report.ts'
import type { RequestScope } from './request-scope.ts'
import type { Requester } from './requester.ts'

/** What the gateway tells the apps behind it, beside the bindings. */
export type Edge = {
  readonly requestId: string
  readonly state: SiteState
  /** Marks pages stale in every cache. */
  readonly purge: Deps['purge']
  /** Marks pages stale in this isolate's cache: free, and done at once. */
  readonly expire: (tags: readonly string[]) => void
  /** Leaves word for the cron of something that operators are told. */
  readonly report: (report: Report) => void
}

/** What a handler finds in `c.var`. */
export type AppEnv = {
  Bindings: Bindings & Edge
  Variables: {
    scope: RequestScope
    deps: Deps
    settings: Settings
    requester: Requester
    /** What this browser's cookie says, or will say. Handlers ask the `requester` instead. */
    session: AuthSession | null
    requestId: string
    /** Cache tags of this page, such as `event-<id>`. Handlers add to it. */
    tags: Set<string>
  }
}
