import { and, eq, lte, sql } from 'drizzle-orm'
import type { Statement } from '#db/client.ts'
import { postBudgets } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import type { PostSource } from './post-source.ts'

type Source = Pick<PostSource, 'name' | 'billed'>

const monthOf = (now: Date) => now.toISOString().slice(0, 7)

/**
 * Takes `count` posts out of this month's budget before they are read; false when that many are not
 * left. Decided by one conditional update, so jobs that run at the same time cannot overspend it.
 */
export async function reservePosts(deps: Deps, source: Source, count: number): Promise<boolean> {
  if (!source.billed || count === 0) return true
  const max = deps.config.xMonthlyPosts
  if (count > max) return false
  const spent = sql`${postBudgets.postsRead} + ${count}`
  const reserve = deps.write
    .insert(postBudgets)
    .values({ source: source.name, month: monthOf(deps.now()), postsRead: count })
    .onConflictDoUpdate({
      target: [postBudgets.source, postBudgets.month],
      set: { postsRead: spent },
      setWhere: lte(spent, max),
    })
    .returning({ postsRead: postBudgets.postsRead })
  const [reserved] = await deps.commit([reserve])
  return reserved.length > 0
}

/** Gives back what was reserved and not read, to the month that it was taken from. */
export function refundPosts(deps: Deps, source: Source, count: number, at: Date): Statement[] {
  if (!source.billed || count === 0) return []
  const isThatMonth = and(eq(postBudgets.source, source.name), eq(postBudgets.month, monthOf(at)))
  return [
    deps.write
      .update(postBudgets)
      .set({ postsRead: sql`greatest(${postBudgets.postsRead} - ${count}, 0)` })
      .where(isThatMonth),
  ]
}
