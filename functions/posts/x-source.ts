import { type Fetch, fetchJson, type JsonAnswer } from './fetch-json.ts'
import { laterId } from './later-id.ts'
import { type PostPage, type PostSource, type Recheck, SourceFailure } from './post-source.ts'
import { parseXAnswer } from './x-payload.ts'

const HOUR_MS = 3_600_000
const WINDOW_MS = 15 * 60_000

const FIELDS = {
  'tweet.fields': 'author_id,created_at,edit_history_tweet_ids,entities,lang,note_tweet,withheld',
  expansions: 'author_id',
  'user.fields': 'name,username',
}

type Options = { url: string; token: string; userAgent: string; fetch: Fetch; now: () => Date }

/**
 * X's recent search: the last seven days, newest first, billed by the post. A cursor is the newest
 * id that was read; in the middle of a long read also where that read began and its next page, so
 * that it goes on there instead of losing what is older.
 */
export function createXSource({ url, token, userAgent, fetch, now }: Options): PostSource {
  const headers = { Authorization: `Bearer ${token}`, 'User-Agent': userAgent }
  const get = (path: string, params: Record<string, string>) =>
    fetchJson(`${url}${path}?${new URLSearchParams(params)}`, { fetch, headers })

  return {
    name: 'x',
    key: 'x',
    billed: true,
    pageLimits: [100, 10],
    // X bills a post once a day, so looking again within the day is for those who edit and delete.
    recheckEveryMs: 6 * HOUR_MS,
    recheckLimit: 50,
    // A later version has an id of its own and is a second look-up.
    recheckCost: 2,

    async fetchPage({ hashtag, cursor, limit }): Promise<PostPage> {
      const { since, newest, next } = readCursor(cursor)
      const answer = await get('/2/tweets/search/recent', {
        query: `#${hashtag} -is:retweet`,
        max_results: String(limit),
        ...FIELDS,
        ...(since && { since_id: since }),
        ...(next && { next_token: next }),
      })
      const notBefore = readLimit(answer, now())
      const nothing = { posts: [], notBefore, cost: 0 }
      if (answer.status === 429) return { ...nothing, cursor, more: true }
      // A page or an id that X no longer knows: start again before it. Nothing is stored twice.
      if (answer.status === 400 && cursor !== null)
        return { ...nothing, cursor: next ? since : null, more: true }
      requireSuccess(answer)

      const { posts, count, newestId, nextToken } = parseXAnswer(answer.json)
      const latest = laterId(newest ?? since, newestId)
      const more = nextToken !== null
      const onward = more ? [since ?? '', latest ?? '', nextToken].join('~') : latest
      return { posts, cursor: onward, more, notBefore, cost: count }
    },

    async recheck(sourceIds): Promise<Recheck> {
      const lookUp = async (ids: readonly string[]) => {
        const answer = await get('/2/tweets', { ids: ids.join(','), ...FIELDS })
        requireSuccess(answer)
        return parseXAnswer(answer.json)
      }
      const found = await lookUp(sourceIds)
      const newer = found.newerIds.length > 0 ? await lookUp(found.newerIds) : null
      return {
        posts: [...found.posts, ...(newer?.posts ?? [])],
        deleted: found.gone.filter((id) => sourceIds.includes(id)),
        cost: found.count + (newer?.count ?? 0),
      }
    },
  }
}

/** `<since>`, or `<since>~<newest so far>~<next page>` in the middle of a read. */
function readCursor(cursor: string | null) {
  const [since, newest, ...next] = (cursor ?? '').split('~')
  return { since: since || null, newest: newest || null, next: next.join('~') || null }
}

function requireSuccess({ status, json }: JsonAnswer) {
  if (status === 200 && typeof json === 'object') return
  throw new SourceFailure(`X answered ${status}`, { maybeBilled: status === 200 })
}

/** When X may be asked again, where its headers say so. It never takes longer than an hour to ask. */
function readLimit({ status, headers }: JsonAnswer, now: Date): Date | null {
  if (status !== 429 && headers.get('x-rate-limit-remaining') !== '0') return null
  const resetS = Number(headers.get('x-rate-limit-reset') || Number.NaN)
  const resetMs = Number.isFinite(resetS) ? resetS * 1000 : now.getTime() + WINDOW_MS
  const earliest = now.getTime() + 1000
  return new Date(Math.min(Math.max(resetMs, earliest), now.getTime() + HOUR_MS))
}
