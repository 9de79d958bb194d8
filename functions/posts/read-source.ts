import type { Deps } from '../deps.ts'
import { log } from '../log.ts'
import { reservePosts } from './budget.ts'
import { type PostSource, SourceFailure, type SourcePost } from './post-source.ts'

/** Pages that one job reads. What is left waits for the next minute, behind the cursor. */
const MAX_PAGES = 5
/** How long a source that failed is left alone. */
const REST_MS = 5 * 60_000

export type Reading = {
  readonly posts: readonly SourcePost[]
  readonly cursor: string | null
  readonly notBefore: Date | null
  /** Posts that were reserved and turned out not to cost anything. */
  readonly unspent: number
}

type Query = { hashtag: string; cursor: string | null }

/**
 * Reads what is new at one source, page by page, and only as much as the budget pays for. A source
 * that fails ends the reading and rests, so that the other sources go on; what was read counts.
 */
export async function readSource(
  deps: Deps,
  source: PostSource,
  { hashtag, cursor }: Query,
): Promise<Reading> {
  const posts: SourcePost[] = []
  let [at, notBefore, unspent]: [string | null, Date | null, number] = [cursor, null, 0]
  for (let page = 0; page < MAX_PAGES && !notBefore; page += 1) {
    const limit = await reservePage(deps, source)
    if (limit === null) break
    try {
      const found = await source.fetchPage({ hashtag, cursor: at, limit })
      posts.push(...found.posts)
      at = found.cursor
      notBefore = found.notBefore
      unspent += Math.max(limit - found.cost, 0)
      if (!found.more) break
    } catch (failure) {
      if (!(failure instanceof SourceFailure)) throw failure
      warn(source, failure)
      if (!failure.maybeBilled) unspent += limit
      notBefore = new Date(deps.now().getTime() + REST_MS)
    }
  }
  return { posts, cursor: at, notBefore, unspent }
}

async function reservePage(deps: Deps, source: PostSource): Promise<number | null> {
  for (const limit of source.pageLimits) if (await reservePosts(deps, source, limit)) return limit
  return null
}

export type Rechecked = {
  readonly posts: readonly SourcePost[]
  readonly deleted: readonly string[]
  readonly unspent: number
}

/** Asks what became of posts that we have, if the budget allows. */
export async function recheckPosts(
  deps: Deps,
  source: PostSource,
  sourceIds: readonly string[],
): Promise<Rechecked> {
  const nothing = { posts: [], deleted: [] }
  const cost = sourceIds.length * source.recheckCost
  if (sourceIds.length === 0 || !(await reservePosts(deps, source, cost)))
    return { ...nothing, unspent: 0 }
  try {
    const found = await source.recheck(sourceIds)
    return { ...found, unspent: Math.max(cost - found.cost, 0) }
  } catch (failure) {
    if (!(failure instanceof SourceFailure)) throw failure
    warn(source, failure)
    return { ...nothing, unspent: failure.maybeBilled ? 0 : cost }
  }
}

const warn = ({ key }: PostSource, failure: SourceFailure) =>
  log.warn('a source of posts failed', { source: key }, failure)
