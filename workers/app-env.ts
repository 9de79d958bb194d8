import type { Account, Actor, Deps } from '#functions/deps.ts'
import type { Bindings, Settings } from './env.ts'

/**
 * What a handler finds in `c.var`. `account` is who is signed in, `actor` the same once they have
 * chosen a name. Both are null in PublicPages, whatever the visitor's cookies say.
 */
export type AppEnv = {
  Bindings: Bindings
  Variables: {
    deps: Deps
    settings: Settings
    account: Account | null
    actor: Actor | null
    requestId: string
    /** Cache tags of this page, such as `event-<id>`. Handlers add to it. */
    tags: Set<string>
  }
}
