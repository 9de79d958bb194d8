import { type Fetch, fetchJson, type JsonAnswer } from './fetch-json.ts'
import { laterId } from './later-id.ts'
import { parseStatus, readIds } from './mastodon-payload.ts'
import { type PostPage, type PostSource, type Recheck, SourceFailure } from './post-source.ts'

const MINUTE_MS = 60_000
const WINDOW_MS = 5 * MINUTE_MS
const HOUR_MS = 60 * MINUTE_MS

type Options = { url: string; userAgent: string; fetch: Fetch; now: () => Date }

/** How much later than it was written a post of another instance may arrive and still be seen. */
const LATE_MS = 10n * 60_000n
/** Ids of Mastodon are milliseconds and 16 bits more; a smaller id is none of these. */
const FIRST_ID = 1n << 56n

/**
 * The public timeline of a hashtag on one Mastodon instance, forwards from `min_id` so that nothing
 * is skipped. The first read takes the newest page. Posts of other instances have ids of the time
 * when they were written and may come late, so each reading starts 10 minutes before its cursor.
 * A cursor is an id of that instance, with `~` in the middle of a reading.
 */
export function createMastodonSource({ url, userAgent, fetch, now }: Options): PostSource {
  const { host } = new URL(url)
  const get = (path: string) =>
    fetchJson(`${url}${path}`, { fetch, headers: { 'User-Agent': userAgent } })

  return {
    name: 'mastodon',
    key: `mastodon:${host}`,
    billed: false,
    pageLimits: [40],
    recheckEveryMs: 10 * MINUTE_MS,
    recheckLimit: 5,
    recheckCost: 0,

    async fetchPage({ hashtag, cursor, limit }): Promise<PostPage> {
      const minId = cursor && startOf(cursor)
      const params = new URLSearchParams({ limit: String(limit), ...(minId && { min_id: minId }) })
      const answer = await get(`/api/v1/timelines/tag/${encodeURIComponent(hashtag)}?${params}`)
      const notBefore = readLimit(answer, now())
      if (answer.status === 429) return { posts: [], cursor, more: true, notBefore, cost: 0 }
      if (answer.status !== 200 || !Array.isArray(answer.json))
        throw new SourceFailure(`${host} answered ${answer.status}`)

      // What we did not ask for is not ours to work on.
      const statuses = answer.json.slice(0, limit)
      const ids = readIds(statuses)
      const last = readPrevious(answer.headers) ?? ids[0] ?? null
      const more = cursor !== null && last !== null && ids.length >= limit
      return {
        posts: statuses.flatMap((status: unknown) => parseStatus(status, host) ?? []).reverse(),
        cursor: more ? `${last}~` : laterId(cursor?.replace('~', '') ?? null, last),
        more,
        notBefore,
        cost: 0,
      }
    },

    async recheck(sourceIds): Promise<Recheck> {
      const answers = await Promise.all(
        sourceIds.map(async (id) => {
          const { status, json } = await get(`/api/v1/statuses/${encodeURIComponent(id)}`)
          const post = status === 200 && json ? parseStatus(json, host) : null
          // 401 and 403 may be the instance's own new rules: they say nothing about the post.
          const gone = status === 404 || status === 410 || (status === 200 && json && !post)
          return { id, post, gone }
        }),
      )
      return {
        posts: answers.flatMap(({ post }) => post ?? []),
        deleted: answers.filter(({ gone }) => gone).map(({ id }) => id),
        cost: 0,
      }
    },
  }
}

function startOf(cursor: string): string {
  if (cursor.endsWith('~')) return cursor.slice(0, -1)
  const id = /^\d+$/.test(cursor) ? BigInt(cursor) : 0n
  return id < FIRST_ID ? cursor : String(id - (LATE_MS << 16n))
}

/** `min_id` of the Link header's `prev`, which is the way to newer posts. */
function readPrevious(headers: Headers): string | null {
  const link = (headers.get('link') ?? '').split(',').find((part) => /;\s*rel="?prev"?/.test(part))
  const target = /^[^<]*<([^>]*)>/.exec(link ?? '')?.[1]
  return target && URL.canParse(target) ? new URL(target).searchParams.get('min_id') : null
}

function readLimit({ status, headers }: JsonAnswer, now: Date): Date | null {
  if (status !== 429 && headers.get('x-ratelimit-remaining') !== '0') return null
  const resetMs = Date.parse(headers.get('x-ratelimit-reset') ?? '')
  const atMs = Number.isNaN(resetMs) ? now.getTime() + WINDOW_MS : resetMs
  const earliest = now.getTime() + 1000
  return new Date(Math.min(Math.max(atMs, earliest), now.getTime() + HOUR_MS))
}
