import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Statement } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { posts } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import type { PostSource, SourcePost } from './post-source.ts'

/** What one source told us: posts as they are now, and the `sourceId`s of deleted ones. */
export type Found = {
  readonly source: PostSource
  readonly posts: readonly SourcePost[]
  readonly deleted: readonly string[]
}

type Row = typeof posts.$inferInsert

/** The writes that bring an event's posts up to date; none when every post is known as it is. */
export async function changePosts(deps: Deps, eventId: string, found: readonly Found[]) {
  const rows = latestVersions(found.flatMap((each) => toRows(each, eventId, deps.now())))
  const known = await findVersions(deps, eventId, rows)
  const changed = rows.filter((row) => isNewer(row, known.get(keyOf(row))))
  return [...savePosts(deps, changed), ...found.flatMap((each) => deletePosts(deps, eventId, each))]
}

const keyOf = ({ source, externalId }: Pick<Row, 'source' | 'externalId'>) =>
  `${source} ${externalId}`
const editTime = (row: { editedAt?: Date | null | undefined }) => row.editedAt?.getTime() ?? 0
const isNewer = (row: Row, known: { editedAt: Date | null } | undefined) =>
  !known || editTime(row) > editTime(known)

function toRows({ source, posts: found }: Found, eventId: string, now: Date): Row[] {
  return found.map((post) => ({
    ...post,
    id: newId(),
    eventId,
    source: source.name,
    sourceKey: source.key,
    // A clock that is ahead would keep its posts on top of every list.
    postedAt: post.postedAt > now ? now : post.postedAt,
    seenAt: now,
  }))
}

/** Two pages, two instances or two versions may bring the same post; one insert takes it once. */
function latestVersions(rows: readonly Row[]): Row[] {
  const latest = new Map<string, Row>()
  for (const row of rows) {
    const other = latest.get(keyOf(row))
    if (!other || editTime(row) > editTime(other)) latest.set(keyOf(row), row)
  }
  return [...latest.values()]
}

async function findVersions({ write }: Deps, eventId: string, rows: readonly Row[]) {
  if (rows.length === 0) return new Map<string, { editedAt: Date | null }>()
  const ids = rows.map((row) => row.externalId)
  const known = await write
    .select({ source: posts.source, externalId: posts.externalId, editedAt: posts.editedAt })
    .from(posts)
    .where(and(eq(posts.eventId, eventId), inArray(posts.externalId, ids)))
  return new Map(known.map((row) => [keyOf(row), row]))
}

const excluded = {
  sourceKey: sql`excluded.source_key`,
  sourceId: sql`excluded.source_id`,
  url: sql`excluded.url`,
  authorName: sql`excluded.author_name`,
  authorHandle: sql`excluded.author_handle`,
  html: sql`excluded.html`,
  language: sql`excluded.language`,
  editedAt: sql`excluded.edited_at`,
  seenAt: sql`excluded.seen_at`,
}

/** An older version never overwrites a newer one, whichever job commits last. */
function savePosts({ write }: Deps, rows: readonly Row[]): Statement[] {
  if (rows.length === 0) return []
  return [
    write
      .insert(posts)
      .values([...rows])
      .onConflictDoUpdate({
        target: [posts.eventId, posts.source, posts.externalId],
        set: excluded,
        setWhere: sql`coalesce(${posts.editedAt}, '-infinity') < coalesce(excluded.edited_at, '-infinity')`,
      }),
  ]
}

function deletePosts({ write }: Deps, eventId: string, { source, deleted }: Found): Statement[] {
  if (deleted.length === 0) return []
  const isGone = and(
    eq(posts.eventId, eventId),
    eq(posts.sourceKey, source.key),
    inArray(posts.sourceId, [...deleted]),
  )
  return [write.delete(posts).where(isGone)]
}
