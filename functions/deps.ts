import type { Database, Statement } from '#db/client.ts'
import type { Redis } from '#db/redis.ts'
import type { Github } from './accounts/github.ts'
import type { Message } from './messages.ts'
import type { PostSource } from './posts/post-source.ts'
import type { RateLimit } from './rate-limits.ts'
import type { FetchPublic } from './web/fetch-public.ts'

/** What a function may touch besides its arguments. Real ones are built in workers/deps.ts. */
export type Deps = {
  /** A replica, or the primary for someone whose last write the replica has not shown yet. */
  readonly read: Database
  /** The primary. Writes go through `commit`; only jobs and sign-in read here. */
  readonly write: Database
  readonly commit: Commit
  readonly publish: Publish
  readonly redis: Redis
  readonly mail: SendMail
  /** Null when signing in by GitHub is not configured. */
  readonly github: Github | null
  readonly postSources: readonly PostSource[]
  /** For every address that came from a person or a foreign page. */
  readonly fetchPublic: FetchPublic
  readonly purge: (tags: readonly string[]) => Promise<void>
  readonly config: Config
  readonly now: () => Date
}

/** What an operator chose. Secrets among them never reach a page or a log. */
export type Config = {
  /** Such as `https://hallway.example`, without a slash at the end. */
  readonly origin: string
  readonly sessionSecret: string
  /** How many posts X may sell us in a calendar month. */
  readonly xMonthlyPosts: number
  /** How far apart two comparisons of all derived sets are. */
  readonly reconcileEveryMinutes: number
}

/** What a function needs that writes, and asks no service but the database. */
export type Stores = Pick<Deps, 'write' | 'commit'>

export type CommitOptions = {
  readonly messages?: readonly Message[]
  /** Whose write this is: it fails with `sign_in_required` if that session has ended. */
  readonly actor?: Account
  /**
   * What it counts towards: it fails with `too_many` beyond any of them. Whatever an actor writes
   * counts as `write` unless this says otherwise.
   */
  readonly limits?: readonly RateLimit[]
}

/**
 * The one way to write: all statements and the messages they announce, or none of them. Resolves to
 * the statements' results, in order. Messages are published after the answer has gone out.
 */
export type Commit = <T extends readonly Statement[]>(
  statements: readonly [...T],
  options?: CommitOptions,
) => Promise<{ [I in keyof T]: Awaited<T[I]> }>

export type Publish = (messages: readonly Message[]) => Promise<void>

export type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The same key sends the mail once, however often it is tried. */
  readonly idempotencyKey: string
}
export type SendMail = (mail: Mail) => Promise<void>

/** The signed-in account a request acts for. */
export type Account = { readonly accountId: string; readonly sessionId: string }

/** A signed-in person a request acts for: an account that has chosen its name and handle. */
export type Actor = Account & { readonly personId: string }
