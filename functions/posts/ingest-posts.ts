import { and, asc, eq, gt, inArray, lt } from 'drizzle-orm'
import type { Statement } from '#db/client.ts'
import { events, postCursors, posts } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { isListed } from '../events/visibility.ts'
import { message } from '../messages.ts'
import type { Settlement } from '../outbox/run-job.ts'
import { refundPosts } from './budget.ts'
import { changePosts, type Found } from './change-posts.ts'
import type { PostSource } from './post-source.ts'
import { type Reading, type Rechecked, readSource, recheckPosts } from './read-source.ts'

const DAY_MS = 86_400_000
/** A message that comes twice, or late, finds that its work was just done. */
const REREAD_AFTER_MS = 40_000
/** Nobody edits a post that is older than this often enough to pay for asking. */
const RECHECK_POSTS_FOR_MS = 14 * DAY_MS

type Cursor = { cursor: string | null; notBefore: Date | null; readAt: Date | null }

/**
 * Reads the newest posts with an event's hashtag from every source, and asks again about some that
 * we have, so that edits show and deleted ones go. Posts, cursors and what was spent settle together.
 */
export async function ingestPosts(
  deps: Deps,
  { eventId }: { eventId: string },
): Promise<Settlement> {
  const hashtag = await findHashtag(deps, eventId)
  if (hashtag === null) return { statements: [] }
  const cursors = await findCursors(deps, eventId)
  const now = deps.now()
  const results = await Promise.all(
    deps.postSources
      .filter((source) => isDue(cursors.get(source.key), now))
      .map((source) => ingestSource(deps, source, { eventId, hashtag, cursors })),
  )
  const found = results.flatMap(({ found }) => found)
  const changes = await changePosts(deps, eventId, found)
  return {
    statements: [...changes, ...results.flatMap(({ statements }) => statements)],
    messages:
      changes.length > 0 ? [message('purge-pages', { tags: [`event-${eventId}`, 'home'] })] : [],
  }
}

/** X and Mastodon agree on what a hashtag may consist of; anything else would be search syntax. */
const HASHTAG = /^[\p{L}\p{M}\p{N}_]{1,100}$/u

async function findHashtag({ write }: Deps, eventId: string): Promise<string | null> {
  const [event] = await write
    .select({ hashtag: events.hashtag })
    .from(events)
    .where(and(eq(events.id, eventId), isListed))
  return event?.hashtag && HASHTAG.test(event.hashtag) ? event.hashtag : null
}

/** Where each source stands. A limit that one event ran into holds for all: sources count by caller. */
async function findCursors(deps: Deps, eventId: string): Promise<Map<string, Cursor>> {
  const { source, cursor, notBefore, readAt } = postCursors
  const [own, limits] = await deps.write.batch([
    deps.write
      .select({ source, cursor, readAt })
      .from(postCursors)
      .where(eq(postCursors.eventId, eventId)),
    deps.write.select({ source, notBefore }).from(postCursors).where(gt(notBefore, deps.now())),
  ])
  const cursors = new Map<string, Cursor>(
    own.map((row) => [row.source, { ...row, notBefore: null }]),
  )
  for (const limit of limits) {
    const known = cursors.get(limit.source) ?? { cursor: null, readAt: null }
    cursors.set(limit.source, { ...known, notBefore: limit.notBefore })
  }
  return cursors
}

function isDue(cursor: Cursor | undefined, now: Date): boolean {
  if (!cursor) return true
  if (cursor.notBefore && cursor.notBefore > now) return false
  return !cursor.readAt || now.getTime() - cursor.readAt.getTime() > REREAD_AFTER_MS
}

type Query = { eventId: string; hashtag: string; cursors: Map<string, Cursor> }
type Ingested = { found: Found; statements: Statement[] }

async function ingestSource(deps: Deps, source: PostSource, query: Query): Promise<Ingested> {
  const { eventId, hashtag, cursors } = query
  const cursor = cursors.get(source.key)?.cursor ?? null
  const at = deps.now()
  const reading = await readSource(deps, source, { hashtag, cursor })
  const asked = reading.notBefore ? [] : await listPostsToRecheck(deps, source, eventId)
  const again = await recheckPosts(deps, source, asked)
  return {
    found: { source, posts: [...reading.posts, ...again.posts], deleted: again.deleted },
    statements: [
      ...keepCursor(deps, { eventId, source, reading, at }),
      ...keepSeen(deps, { eventId, source, asked, again, at }),
      ...refundPosts(deps, source, reading.unspent + again.unspent, at),
    ],
  }
}

async function listPostsToRecheck({ write, now }: Deps, source: PostSource, eventId: string) {
  const nowMs = now().getTime()
  const due = await write
    .select({ sourceId: posts.sourceId })
    .from(posts)
    .where(
      and(
        eq(posts.eventId, eventId),
        eq(posts.sourceKey, source.key),
        gt(posts.postedAt, new Date(nowMs - RECHECK_POSTS_FOR_MS)),
        lt(posts.seenAt, new Date(nowMs - source.recheckEveryMs)),
      ),
    )
    .orderBy(asc(posts.seenAt))
    .limit(source.recheckLimit)
  return due.flatMap(({ sourceId }) => sourceId ?? [])
}

type Progress = { eventId: string; source: PostSource; reading: Reading; at: Date }

function keepCursor({ write }: Deps, { eventId, source, reading, at }: Progress): Statement[] {
  const { cursor, notBefore } = reading
  const values = { cursor, notBefore, readAt: at }
  return [
    write
      .insert(postCursors)
      .values({ eventId, source: source.key, ...values })
      .onConflictDoUpdate({ target: [postCursors.eventId, postCursors.source], set: values }),
  ]
}

type Seen = { eventId: string; source: PostSource; asked: string[]; again: Rechecked; at: Date }

/** Whatever the answer was, the next ones get their turn first. */
function keepSeen({ write }: Deps, { eventId, source, asked, again, at }: Seen): Statement[] {
  const ids = asked.filter((id) => !again.deleted.includes(id))
  if (ids.length === 0) return []
  const isAsked = and(
    eq(posts.eventId, eventId),
    eq(posts.sourceKey, source.key),
    inArray(posts.sourceId, ids),
  )
  return [write.update(posts).set({ seenAt: at }).where(isAsked)]
}
