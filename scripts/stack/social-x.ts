import { type Answer, json } from './http-server.ts'
import { RateWindow } from './rate-limit.ts'
import { idTimeMs, newestId, type SocialPost, type SocialPosts } from './social-posts.ts'

const SEARCHABLE_MS = 7 * 86_400_000
const PROBLEM = 'https://api.x.com/2/problems/'

type Asked = { pathname: string; params: URLSearchParams; limited: boolean }

/** X API v2: recent search and look-up by id, for posts of the last seven days. */
export function createX(posts: SocialPosts) {
  const windows = {
    '/2/tweets/search/recent': new RateWindow({ limit: 450, windowMs: 900_000 }),
    '/2/tweets': new RateWindow({ limit: 3_500, windowMs: 900_000 }),
  }
  return ({ pathname, params, limited }: Asked): Answer => {
    if (pathname !== '/2/tweets/search/recent' && pathname !== '/2/tweets')
      return problem(404, 'Not Found Error', 'resource-not-found')
    const window = windows[pathname]
    const { remaining, resetMs } = window.take()
    const headers = {
      'x-rate-limit-limit': String(window.limit),
      'x-rate-limit-remaining': String(limited ? 0 : Math.max(0, remaining)),
      'x-rate-limit-reset': String(Math.ceil(resetMs / 1_000)),
    }
    if (limited || remaining < 0) return problem(429, 'Too Many Requests', 'about:blank', headers)
    const answer = pathname === '/2/tweets' ? lookUp(params, posts) : search(params, posts)
    return { ...answer, headers: { ...answer.headers, ...headers } }
  }
}

export function problem(status: number, title: string, type: string, headers = {}): Answer {
  const full = type === 'about:blank' ? type : PROBLEM + type
  return json({ title, detail: title, type: full, status }, status, headers)
}

const invalid = (detail: string): Answer =>
  json(
    {
      title: 'Invalid Request',
      detail,
      type: `${PROBLEM}invalid-request`,
      errors: [{ message: detail }],
    },
    400,
  )

function search(params: URLSearchParams, posts: SocialPosts): Answer {
  const query = params.get('query') ?? ''
  const limit = Number(params.get('max_results') ?? 10)
  const since = params.get('since_id')
  if (query.length < 1 || query.length > 512) return invalid('query must have 1 to 512 characters')
  if (!(limit >= 10 && limit <= 100)) return invalid('max_results must be between 10 and 100')
  const earliestMs = Date.now() - SEARCHABLE_MS
  if (since && idTimeMs('x', since) < earliestMs)
    return invalid(
      `'since_id' must be a tweet id created after ${new Date(earliestMs).toISOString()}`,
    )

  const tags = [...query.matchAll(/(?<!-)#([\p{L}\p{N}_]+)/gu)].map(([, tag = '']) => tag)
  const before = params.get('next_token') ?? params.get('pagination_token')
  const found = posts.withTags('x', tags).filter((post) => {
    const id = BigInt(newestId(post))
    const inTime = idTimeMs('x', newestId(post)) >= earliestMs
    return inTime && id > BigInt(since ?? 0) && (!before || id < BigInt(before.slice(1)))
  })
  const page = found.slice(0, limit)
  const [first, last] = [page[0], page.at(-1)]
  const meta = {
    result_count: page.length,
    ...(first && last && { newest_id: newestId(first), oldest_id: newestId(last) }),
    ...(last && found.length > limit && { next_token: `b${newestId(last)}` }),
  }
  const versions = page.map((post) => ({ post, id: newestId(post) }))
  return json({ ...toTimeline(versions, params), meta })
}

function lookUp(params: URLSearchParams, posts: SocialPosts): Answer {
  const ids = (params.get('ids') ?? '').split(',').filter(Boolean)
  if (ids.length < 1 || ids.length > 100) return invalid('ids must name 1 to 100 posts')
  const found = ids.flatMap((id) => {
    const post = posts.find('x', id)
    return post ? [{ post, id }] : []
  })
  const missing = ids.filter((id) => found.every((version) => version.id !== id))
  const errors = missing.map((id) => ({
    value: id,
    resource_id: id,
    parameter: 'ids',
    resource_type: 'tweet',
    title: 'Not Found Error',
    detail: `Could not find tweet with ids: [${id}].`,
    type: `${PROBLEM}resource-not-found`,
  }))
  return json({ ...toTimeline(found, params), ...(errors.length > 0 && { errors }) })
}

type Version = { post: SocialPost; id: string }

/** An empty answer has no `data` at all. */
function toTimeline(found: readonly Version[], params: URLSearchParams) {
  if (found.length === 0) return {}
  const authors = new Map(found.map(({ post }) => [post.handle, post]))
  const wantsUsers = params.get('expansions')?.split(',').includes('author_id')
  const users = [...authors.values()].map(({ name, handle }) => ({
    id: authorId(handle),
    name,
    username: handle,
  }))
  return { data: found.map(tweet), ...(wantsUsers && { includes: { users } }) }
}

const tweet = ({ post, id }: Version) => ({
  id,
  text: escapeText(post.versions.find((version) => version.id === id)?.text ?? ''),
  author_id: authorId(post.handle),
  created_at: new Date(idTimeMs('x', id)).toISOString(),
  lang: post.language,
  edit_history_tweet_ids: post.versions.map((version) => version.id),
})

/** The same number for the same handle, as an account has. */
const authorId = (handle: string) =>
  String([...handle.toLowerCase()].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 1e12, 7))

/** X escapes these three, and nothing else. */
const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
