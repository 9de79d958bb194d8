import { type EventRef, paths } from '#functions/paths.ts'
import type { PostSummary } from '#functions/posts/post.ts'
import { instantText } from '#functions/time/format-dates.ts'
import { Html } from '../../jsx/jsx-runtime.ts'

type Props = {
  post: PostSummary & { readonly event?: EventRef & { readonly name: string } }
}

const sourceNames = { x: 'X', mastodon: 'Mastodon' } as const

/** What somebody wrote elsewhere. Its HTML was cleaned when it was taken in. */
export function PostCard({ post }: Props) {
  const { event } = post
  return (
    <article class="post">
      <header>
        <span class="author" dir="auto">
          {post.authorName}
        </span>{' '}
        <span class="handle" dir="auto">
          @{post.authorHandle.replace(/^@/, '')}
        </span>
      </header>
      <div class="words" dir="auto" lang={post.language ?? undefined}>
        {new Html(post.html)}
      </div>
      <footer>
        {event && (
          <>
            <a href={paths.event(event)} dir="auto">
              {event.name}
            </a>
            {' · '}
          </>
        )}
        <a href={post.url} rel="nofollow ugc noopener">
          <time datetime={post.postedAt.toISOString()}>{instantText(post.postedAt)}</time> on{' '}
          {sourceNames[post.source]}
        </a>
        {post.editedAt && ' (edited)'}
      </footer>
    </article>
  )
}
