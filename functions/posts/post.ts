import type { PostSourceName } from './post-source.ts'

/** A post as a page shows it. `html` was sanitised when it was ingested, and is safe as it is. */
export type PostSummary = {
  readonly source: PostSourceName
  readonly url: string
  readonly authorName: string
  readonly authorHandle: string
  readonly html: string
  readonly language: string | null
  readonly postedAt: Date
  readonly editedAt: Date | null
}
