import { join } from 'node:path'
import { type Answer, type Asked, type HttpServer, json, serveHttp } from './http-server.ts'
import { createMastodon } from './social-mastodon.ts'
import { type NewPost, SocialPosts, type SocialSource } from './social-posts.ts'
import { createX, problem } from './social-x.ts'

const FIXTURES = join(import.meta.dirname, 'social-posts')

type Options = {
  /** Where posts are kept. Made from the fixtures when it is missing. */
  readonly file: string
  /** X's bearer token, and what `/_posts` and `/_fail` ask for. */
  readonly token: string
  readonly port?: number | undefined
  readonly fixtures?: string | undefined
}

/** How the next requests to one network fail. */
export type SocialFailure = {
  readonly source: SocialSource
  readonly status: 429 | 503
  readonly times: number
}

export type SocialGateway = HttpServer & {
  readonly posts: SocialPosts
  fail(failure: SocialFailure): void
}

/** X and one Mastodon instance, over posts of our own invention. */
export async function startSocialGateway(options: Options): Promise<SocialGateway> {
  const posts = new SocialPosts({ file: options.file, fixtures: options.fixtures ?? FIXTURES })
  const failures = new Map<SocialSource, { status: number; times: number }>()
  const networks = { x: createX(posts), mastodon: createMastodon(posts) }

  const fail = ({ source, status, times }: SocialFailure) => failures.set(source, { status, times })
  const ask = (asked: Asked): Answer => {
    const origin = `http://${asked.headers.host}`
    const { pathname, searchParams: params } = new URL(asked.url, origin)
    const isOurs = asked.headers.authorization === `Bearer ${options.token}`
    if (pathname.startsWith('/_')) return isOurs ? control(asked, { posts, fail }) : json({}, 401)
    const source = pathname.startsWith('/2/') ? 'x' : 'mastodon'
    if (source === 'x' && !isOurs) return problem(401, 'Unauthorized', 'about:blank')
    const failure = failures.get(source)
    if (failure && failure.times > 0) failure.times -= 1
    else failures.delete(source)
    if (failure?.status === 503 && failures.has(source))
      return json({ title: 'Over capacity' }, 503)
    return networks[source]({ pathname, params, origin, limited: failures.has(source) })
  }
  const server = await serveHttp(ask, options.port)
  return { ...server, posts, fail }
}

type Control = { posts: SocialPosts; fail(failure: SocialFailure): void }

/**
 * `POST /_posts` takes `{"add": {…}}`, `{"edit": {"id", "text"}}` or `{"delete": "id"}`;
 * `POST /_fail` takes a SocialFailure.
 */
function control({ method, url, body }: Asked, { posts, fail }: Control): Answer {
  if (method !== 'POST') return json({}, 405)
  const asked: unknown = JSON.parse(body.toString())
  if (url === '/_fail') {
    fail(asked as SocialFailure)
    return json({})
  }
  // Only tests ask, in these words.
  const change = asked as { add?: NewPost; edit?: { id: string; text: string }; delete?: string }
  if (change.add) return json({ id: posts.add(change.add) }, 201)
  if (change.edit) return json({ id: posts.edit(change.edit.id, change.edit.text) })
  if (change.delete) posts.delete(change.delete)
  return json({})
}
