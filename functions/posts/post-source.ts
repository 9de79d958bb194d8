import type { postSources } from '#db/schema/index.ts'

export type PostSourceName = (typeof postSources)[number]

/** A post as its source tells it, cleaned: `html` is safe to show as it is. */
export type SourcePost = {
  /** The same wherever and however often the post is met: see `posts.external_id`. */
  readonly externalId: string
  /** What this source calls the version we read, to ask about it again. */
  readonly sourceId: string
  readonly url: string
  readonly authorName: string
  readonly authorHandle: string
  readonly html: string
  readonly language: string | null
  readonly postedAt: Date
  readonly editedAt: Date | null
}

export type PostPage = {
  readonly posts: readonly SourcePost[]
  /** Where to go on next time: the one that was given when nothing is new, null to start over. */
  readonly cursor: string | null
  /** More is waiting behind `cursor` now. */
  readonly more: boolean
  /** When the source's rate limit says not to ask before this. */
  readonly notBefore: Date | null
  /** How many posts this page cost, where the source bills for them. */
  readonly cost: number
}

export type Recheck = {
  /** Those that are still there, as they read now. */
  readonly posts: readonly SourcePost[]
  /** The `sourceId`s of those that are gone, or are not for us to show any more. */
  readonly deleted: readonly string[]
  readonly cost: number
}

/** A social network, or one instance of one, that can be searched by hashtag. */
export interface PostSource {
  readonly name: PostSourceName
  /** Tells sources of one network apart: `x`, or `mastodon:<host>`. Cursors are kept by it. */
  readonly key: string
  /** True where every post that is read costs money, so that it must be reserved before asking. */
  readonly billed: boolean
  /** The page sizes to try, largest first: a smaller one may still fit what is left to spend. */
  readonly pageLimits: readonly number[]
  /** How often a post is asked about again, how many at once, and what asking for one may cost. */
  readonly recheckEveryMs: number
  readonly recheckLimit: number
  readonly recheckCost: number
  /** Posts that carry `hashtag` (without `#`) from `cursor` on. Throws `SourceFailure`. */
  fetchPage(query: { hashtag: string; cursor: string | null; limit: number }): Promise<PostPage>
  /** What became of posts that we have, by `sourceId`. Throws `SourceFailure`. */
  recheck(sourceIds: readonly string[]): Promise<Recheck>
}

type Options = ErrorOptions & { maybeBilled?: boolean }

/** A source could not be asked, or gave no answer that we understand. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure'
  /** The source may have sent posts that never reached us, and count them. */
  readonly maybeBilled: boolean

  constructor(message: string, { maybeBilled = false, ...options }: Options = {}) {
    super(message, options)
    this.maybeBilled = maybeBilled
  }
}
