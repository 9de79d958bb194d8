import { type Answer, json } from './http-server.ts'
import { RateWindow } from './rate-limit.ts'
import { newestId, newestText, type SocialPost, type SocialPosts } from './social-posts.ts'

const DEFAULT_LIMIT = 20
const MAX_LIMIT = 40

type Asked = { pathname: string; params: URLSearchParams; origin: string; limited: boolean }

/** A Mastodon instance: the public timeline of a tag, and one status by its id. */
export function createMastodon(posts: SocialPosts) {
  const window = new RateWindow({ limit: 300, windowMs: 300_000 })
  return ({ pathname, params, origin, limited }: Asked): Answer => {
    const { remaining, resetMs } = window.take()
    const headers = {
      'x-ratelimit-limit': String(window.limit),
      'x-ratelimit-remaining': String(limited ? 0 : Math.max(0, remaining)),
      'x-ratelimit-reset': new Date(resetMs).toISOString(),
    }
    if (limited || remaining < 0) return json({ error: 'Too many requests' }, 429, headers)
    const answer = dispatch({ pathname, params, origin }, posts)
    return { ...answer, headers: { ...answer.headers, ...headers } }
  }
}

function dispatch(
  { pathname, params, origin }: Omit<Asked, 'limited'>,
  posts: SocialPosts,
): Answer {
  const [, tag] = /^\/api\/v1\/timelines\/tag\/([^/]+)$/.exec(pathname) ?? []
  if (tag) return timeline({ tag: decodeURIComponent(tag), params, origin }, posts)
  const [, id] = /^\/api\/v1\/statuses\/(\d+)$/.exec(pathname) ?? []
  const post = id && posts.find('mastodon', id)
  return post ? json(status(post, origin)) : json({ error: 'Record not found' }, 404)
}

type TimelineAsked = { tag: string; params: URLSearchParams; origin: string }

/** Newest first; `min_id` chooses the oldest that follow it, `since_id` the newest. */
function timeline({ tag, params, origin }: TimelineAsked, posts: SocialPosts): Answer {
  const limit = Math.min(Number(params.get('limit') ?? DEFAULT_LIMIT), MAX_LIMIT)
  const [min, since, max] = ['min_id', 'since_id', 'max_id'].map((name) => params.get(name))
  const after = BigInt(min ?? since ?? 0)
  const found = posts
    .withTags('mastodon', [tag])
    .filter(
      (post) => BigInt(newestId(post)) > after && (!max || BigInt(newestId(post)) < BigInt(max)),
    )
  const page = min ? found.slice(-limit) : found.slice(0, limit)
  return json(
    page.map((post) => status(post, origin)),
    200,
    links(page, `${origin}/api/v1/timelines/tag/${encodeURIComponent(tag)}?limit=${limit}`),
  )
}

function links(page: readonly SocialPost[], url: string): Record<string, string> {
  const [first, last] = [page[0], page.at(-1)]
  if (!first || !last) return {}
  const next = `<${url}&max_id=${newestId(last)}>; rel="next"`
  return { link: `${next}, <${url}&min_id=${newestId(first)}>; rel="prev"` }
}

function status(post: SocialPost, origin: string) {
  const id = newestId(post)
  const { name, handle, tags, language, createdAtMs, editedAtMs } = post
  return {
    id,
    uri: `${origin}/users/${handle}/statuses/${id}`,
    url: `${origin}/@${handle}/${id}`,
    created_at: new Date(createdAtMs).toISOString(),
    edited_at: editedAtMs === null ? null : new Date(editedAtMs).toISOString(),
    content: newestText(post),
    language,
    visibility: 'public',
    sensitive: false,
    spoiler_text: '',
    in_reply_to_id: null,
    reblog: null,
    media_attachments: [],
    tags: tags.map((tag) => ({ name: tag, url: `${origin}/tags/${tag}` })),
    account: {
      id: handle,
      username: handle,
      acct: handle,
      display_name: name,
      url: `${origin}/@${handle}`,
      noindex: false,
      indexable: true,
    },
  }
}
