import { posts } from '#db/schema/index.ts'

/** What a `PostSummary` is made of. */
export const postColumns = {
  source: posts.source,
  url: posts.url,
  authorName: posts.authorName,
  authorHandle: posts.authorHandle,
  html: posts.html,
  language: posts.language,
  postedAt: posts.postedAt,
  editedAt: posts.editedAt,
} as const
