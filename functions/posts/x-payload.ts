import * as z from 'zod'
import { cleanLine } from '../text/clean-line.ts'
import { isWebUrl } from '../text/sanitize-html.ts'
import { laterId } from './later-id.ts'
import { textToHtml } from './post-html.ts'
import type { SourcePost } from './post-source.ts'

const id = z.string().regex(/^\d{1,20}$/)
const link = z.object({
  url: z.string(),
  expanded_url: z.string().optional(),
  display_url: z.string().optional(),
})
const body = z.object({
  text: z.string(),
  entities: z
    .object({ urls: z.array(z.unknown()).optional() })
    .optional()
    .catch(undefined),
})
const post = body.extend({
  id,
  author_id: z.string().optional().catch(undefined),
  created_at: z.string().optional().catch(undefined),
  lang: z.string().optional().catch(undefined),
  edit_history_tweet_ids: z.array(id).optional().catch(undefined),
  note_tweet: body.optional().catch(undefined),
  withheld: z.unknown().optional(),
})
const user = z.object({
  id: z.string(),
  username: z.string().regex(/^\w{1,50}$/),
  name: z.string().optional().catch(undefined),
})
const problem = z.object({
  resource_id: z.string().optional().catch(undefined),
  value: z.string().optional().catch(undefined),
  type: z.string(),
})
const list = z.array(z.unknown()).catch([])
const answer = z
  .object({
    data: list,
    includes: z.object({ users: list }).catch({ users: [] }),
    errors: list,
    meta: z
      .object({
        newest_id: id.optional().catch(undefined),
        next_token: z.string().min(1).max(500).optional().catch(undefined),
      })
      .catch({}),
  })
  .catch({ data: [], includes: { users: [] }, errors: [], meta: {} })

type Post = z.infer<typeof post>
type User = z.infer<typeof user>

export type XAnswer = {
  readonly posts: readonly SourcePost[]
  /** How many posts X sent, readable or not: that is what it bills. */
  readonly count: number
  readonly newestId: string | null
  readonly nextToken: string | null
  /** Ids that X says are deleted, or protected, suspended or withheld by now. */
  readonly gone: readonly string[]
  /** Ids of later versions of the posts that were sent. */
  readonly newerIds: readonly string[]
}

/** X's answer to a search or a look-up. Never throws: what it cannot read it leaves out. */
export function parseXAnswer(json: unknown): XAnswer {
  const { data, includes, errors, meta } = answer.parse(json)
  const raw = readable(post, data)
  const users = new Map(readable(user, includes.users).map((author) => [author.id, author]))
  const ids = raw.map((item) => item.id)
  const known = new Set(ids)
  return {
    posts: raw
      .filter(isShown)
      .flatMap((item) => toPost(item, users.get(item.author_id ?? '')) ?? []),
    count: data.length,
    newestId: ids.reduce(laterId, meta.newest_id ?? null),
    nextToken: meta.next_token ?? null,
    gone: [...goneIds(errors), ...raw.filter((item) => !isShown(item)).map((item) => item.id)],
    newerIds: raw
      .flatMap((item) => item.edit_history_tweet_ids?.at(-1) ?? [])
      .filter((last) => !known.has(last)),
  }
}

const readable = <T>(schema: z.ZodType<T>, items: readonly unknown[]): T[] =>
  items.flatMap((item) => {
    const result = schema.safeParse(item)
    return result.success ? [result.data] : []
  })

/** A post that is withheld somewhere is shown nowhere: we cannot tell where our reader is. */
const isShown = (item: Post) => item.withheld === undefined

const goneIds = (errors: readonly unknown[]) =>
  readable(problem, errors)
    .filter(({ type }) => /\/(resource-not-found|not-authorized-for-resource)$/.test(type))
    .flatMap(({ resource_id, value }) => resource_id ?? value ?? [])

/** When X gave out this id: the upper bits are milliseconds since its own epoch. */
const snowflakeTime = (value: string) => new Date(Number((BigInt(value) >> 22n) + 1288834974657n))

/** Older than this, an id is not a snowflake and tells no time. */
const FIRST_SNOWFLAKE = 29_700_859_247n

function toPost(item: Post, author: User | undefined): SourcePost | null {
  const [firstId = item.id] = item.edit_history_tweet_ids ?? []
  const idTime = BigInt(item.id) > FIRST_SNOWFLAKE ? snowflakeTime(item.id) : null
  const postedAt = item.created_at ? new Date(item.created_at) : idTime
  if (postedAt === null || Number.isNaN(postedAt.getTime())) return null
  return {
    externalId: firstId,
    sourceId: item.id,
    url: `https://x.com/${author?.username ?? 'i/web'}/status/${item.id}`,
    authorName: (author && cleanLine(author.name ?? author.username, 100)) || 'Somebody on X',
    authorHandle: author ? `@${author.username}` : '',
    html: toHtml(item.note_tweet ?? item),
    language:
      item.lang && /^[a-z]{2,3}(-\w+)*$/.test(item.lang) && item.lang !== 'und' ? item.lang : null,
    postedAt,
    // An edit is a new post to X, with an id of its own.
    editedAt: firstId === item.id ? null : (idTime ?? postedAt),
  }
}

/** X sends text with `&`, `<` and `>` escaped, and links shortened. */
function toHtml({ text, entities }: z.infer<typeof body>): string {
  const links = readable(link, entities?.urls ?? [])
    .filter((found) => isWebUrl(found.expanded_url ?? ''))
    .map(({ url, expanded_url = url, display_url }) => ({
      url,
      expandedUrl: expanded_url,
      label: cleanLine(display_url ?? expanded_url, 200),
    }))
  const plain = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  return textToHtml(plain, links)
}
