import { and, eq, sql } from 'drizzle-orm'
import { merges, topicSynonyms, topics } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { Stores } from '../deps.ts'
import { conflict } from '../errors.ts'
import { findMerge, lockBoth, markUndone, restoreRow } from '../merges/merge-log.ts'
import { restoreTie } from '../merges/tie.ts'
import { announceTopics } from './change-topics.ts'
import { topicTies } from './topic-ties.ts'

/**
 * Makes two topics of one again. Events that were given the kept topic since keep that. Throws
 * `not_found` for a merge that is none or was taken back, and `conflict` when a later merge has to be
 * taken back first or another topic has taken the slug since. Resolves to the slug that is back.
 */
export async function unmergeTopics(deps: Stores, mergeId: string): Promise<{ slug: string }> {
  const { write } = deps
  const merge = await findMerge(write, 'topic', mergeId)
  const slug = merge.goneHandle
  const [kept] = await write
    .select({ slug: topics.slug })
    .from(topics)
    .where(eq(topics.id, merge.keptId))
  const statements = [
    lockBoth(write, 'topics', merge),
    restoreRow(write, 'topics', merge),
    write
      .delete(topicSynonyms)
      .where(and(eq(topicSynonyms.slug, slug), eq(topicSynonyms.topicId, merge.keptId))),
    write.execute(sql`insert into ${topicSynonyms}
      select was.* from ${merges}, jsonb_populate_recordset(null::${topicSynonyms}, snapshot->'shadowed') as was
      where ${merges.id} = ${mergeId} and was.topic_id in (select id from ${topics})
      on conflict do nothing`),
    ...topicTies.flatMap((tie) => restoreTie(write, mergeId, tie, merge)),
    markUndone(write, merge),
  ]
  const messages = announceTopics(kept ? [slug, kept.slug] : [slug])
  await deps.commit(statements, { messages }).catch((error) => {
    if (violates(error, 'topics_slug_key')) throw conflict(`${slug} is another topic by now`, error)
    throw error
  })
  return { slug }
}
