import type { Fetch } from '#functions/posts/fetch-json.ts'

type Post = { id: string; text: string; history?: string[] }

const later = (a: Post, b: Post) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1)
const numberFrom = (params: URLSearchParams, name: string) => Number(params.get(name))

/** X's recent search and look-up over a list that a test may change; `asked` has every request's URL. */
export function fakeX(posts: Post[] = []) {
  const asked: URL[] = []
  let billed = 0
  const fetch: Fetch = async (href) => {
    const url = new URL(href)
    asked.push(url)
    const found = url.pathname === '/2/tweets' ? lookUp(url, posts) : search(url, posts)
    billed += found.data?.length ?? 0
    return Response.json(found)
  }
  return { fetch, posts, asked, billed: () => billed }
}

function lookUp({ searchParams }: URL, posts: Post[]) {
  const ids = searchParams.get('ids')?.split(',') ?? []
  const errors = ids
    .filter((id) => !posts.some((post) => post.id === id))
    .map((id) => ({ value: id, type: 'https://api.x.com/2/problems/resource-not-found' }))
  return { ...answer(posts.filter((post) => ids.includes(post.id))), errors }
}

/** Newest first; a page token says which id was the last one seen. */
function search({ searchParams }: URL, posts: Post[]) {
  const since = BigInt(searchParams.get('since_id') ?? 0)
  const token = searchParams.get('next_token')
  const before = token ? BigInt(token.slice('after-'.length)) : null
  const found = posts
    .filter(({ id }) => BigInt(id) > since && (before === null || BigInt(id) < before))
    .toSorted(later)
  const page = found.slice(0, numberFrom(searchParams, 'max_results'))
  const more = found.length > page.length
  const meta = {
    result_count: page.length,
    ...(page[0] && { newest_id: page[0].id }),
    ...(more && { next_token: `after-${page.at(-1)?.id}` }),
  }
  return { ...answer(page), meta }
}

function answer(posts: Post[]): { data?: unknown[]; includes?: unknown } {
  if (posts.length === 0) return {}
  return {
    data: posts.map(({ id, text, history = [id] }) => ({
      id,
      text,
      author_id: '1',
      created_at: '2026-06-01T10:00:00.000Z',
      edit_history_tweet_ids: history,
    })),
    includes: { users: [{ id: '1', name: 'Ada', username: 'ada' }] },
  }
}

type Status = {
  id: string
  content: string
  createdAt?: Date
  editedAt?: string
  uri?: string
}

/** One Mastodon instance's tag timeline and statuses, over a list that a test may change. */
export function fakeMastodon(statuses: Status[] = []) {
  const asked: URL[] = []
  const fetch: Fetch = async (href) => {
    const url = new URL(href)
    asked.push(url)
    const [, id] = /^\/api\/v1\/statuses\/(.+)$/.exec(url.pathname) ?? []
    if (id === undefined) return timeline(url, statuses)
    const status = statuses.find((each) => each.id === id)
    if (!status) return Response.json({ error: 'Record not found' }, { status: 404 })
    return Response.json(toStatus(status, url))
  }
  return { fetch, statuses, asked }
}

/** `min_id` takes the oldest of what is newer; without it, the newest. Both are listed newest first. */
function timeline(url: URL, statuses: Status[]) {
  const minId = url.searchParams.get('min_id')
  const limit = numberFrom(url.searchParams, 'limit')
  const ascending = statuses
    .filter(({ id }) => minId === null || BigInt(id) > BigInt(minId))
    .toSorted((a, b) => (BigInt(a.id) > BigInt(b.id) ? 1 : -1))
  const page = (minId === null ? ascending.slice(-limit) : ascending.slice(0, limit)).reverse()
  const [first] = page
  const headers = new Headers()
  if (first)
    headers.set(
      'link',
      `<${url.origin}/x?max_id=1>; rel="next", <${url.origin}/x?min_id=${first.id}>; rel="prev"`,
    )
  return Response.json(
    page.map((status) => toStatus(status, url)),
    { headers },
  )
}

const toStatus = ({ id, content, createdAt, editedAt, uri }: Status, { origin, host }: URL) => ({
  id,
  uri: uri ?? `${origin}/users/ada/statuses/${id}`,
  url: `https://${host}/@ada/${id}`,
  created_at: createdAt ?? '2026-06-01T10:00:00.000Z',
  edited_at: editedAt ?? null,
  visibility: 'public',
  content,
  account: { acct: 'ada', display_name: 'Ada' },
})
