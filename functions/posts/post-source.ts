export type PostSourceName = 'x' | 'mastodon'

/** A post as its source tells it, cleaned: `html` is safe to show as it is. */
export type SourcePost = {
  readonly externalId: string
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
  /** External ids that the source says are no longer there. */
  readonly deleted: readonly string[]
  /** Where to go on next time; null means nothing new, keep the cursor that was given. */
  readonly cursor: string | null
  /** More is waiting behind `cursor` now. */
  readonly more: boolean
  /** When the source's rate limit says not to ask before this. */
  readonly notBefore: Date | null
  /** How many posts this page cost, where the source bills for them. */
  readonly cost: number
}

/** A social network, or one instance of one, that can be searched by hashtag. */
export interface PostSource {
  readonly name: PostSourceName
  /** Tells sources of one network apart: `x`, or `mastodon:<host>`. Cursors are kept by it. */
  readonly key: string
  /** Posts that carry `hashtag` (without `#`), oldest first from `cursor`. Throws only when the source cannot be reached. */
  fetchPage(query: { hashtag: string; cursor: string | null; limit: number }): Promise<PostPage>
  /** Which of these posts are gone or were edited since we read them, so that we forget or mend them too. */
  recheck(externalIds: readonly string[]): Promise<{ posts: readonly SourcePost[]; deleted: readonly string[] }>
}
