import { and, asc, eq } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { postBudgets, postCursors, posts } from '#db/schema/index.ts'
import type { Deps } from '#functions/deps.ts'
import { runJob } from '#functions/outbox/run-job.ts'
import { ingestPosts } from '#functions/posts/ingest-posts.ts'
import { createMastodonSource } from '#functions/posts/mastodon-source.ts'
import type { PostSource } from '#functions/posts/post-source.ts'
import { createXSource } from '#functions/posts/x-source.ts'
import type { fakeX } from '../../fakes/social.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeEvent } from '../../support/make.ts'

/** A clock that a test moves on by hand. Each starts in a month of its own, so that budgets stay apart. */
let months = 0
export function makeClock() {
  months += 1
  let at = new Date(Date.UTC(2030, months, 15, 12))
  return {
    now: () => at,
    minutes: (n: number) => {
      at = new Date(at.getTime() + n * 60_000)
    },
  }
}

const edge = (now: () => Date) => ({ userAgent: 'Hallway', now })
type Fetch = ReturnType<typeof fakeX>['fetch']
export const xSource = (fetch: Fetch, now: () => Date) =>
  createXSource({ ...edge(now), fetch, url: 'https://x.test', token: 'secret' })
export const mastodonSource = (fetch: Fetch, now: () => Date, host: string) =>
  createMastodonSource({ ...edge(now), fetch, url: `https://${host}` })

export function makeIngester(
  postSources: readonly PostSource[],
  clock: ReturnType<typeof makeClock>,
  xMonthlyPosts = 1000,
) {
  const made = makeDeps()
  const config = { ...made.deps.config, xMonthlyPosts }
  const deps: Deps = { ...made.deps, postSources, config, now: clock.now }
  const ingest = (eventId: string) =>
    runJob(deps, { id: newId(), job: 'ingest-posts' }, () => ingestPosts(deps, { eventId }))
  return { deps, ingest, committed: made.committed }
}

export const host = () => `${newId()}.example`
export const makeTagged = () => makeEvent({ hashtag: 'fernconf' })
export const postsOf = (eventId: string) =>
  db.select().from(posts).where(eq(posts.eventId, eventId)).orderBy(asc(posts.externalId))
export const cursorOf = async (eventId: string, source: string) =>
  (
    await db
      .select()
      .from(postCursors)
      .where(and(eq(postCursors.eventId, eventId), eq(postCursors.source, source)))
  )[0]
export const spentIn = async (now: Date) =>
  (
    await db
      .select()
      .from(postBudgets)
      .where(eq(postBudgets.month, now.toISOString().slice(0, 7)))
  )[0]?.postsRead ?? 0
