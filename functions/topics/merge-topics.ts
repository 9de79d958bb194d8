import { eq, sql } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { topicSynonyms, topics } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import { conflict } from '../errors.ts'
import { lockBoth, logMerge, type Merged } from '../merges/merge-log.ts'
import { moveTie } from '../merges/tie.ts'
import { announceTopics, findTopicId } from './change-topics.ts'
import { topicTies } from './topic-ties.ts'

type Input = { gone: string; kept: string }

/**
 * Makes one topic of two, by their slugs: events about `gone` are about `kept` from now on, and the
 * old slug and its synonyms are synonyms of `kept`, which pages redirect from and importers follow.
 * `unmergeTopics` takes it back. Throws `not_found`, and `conflict` when both are the same.
 */
export async function mergeTopics(deps: Stores, { gone, kept }: Input): Promise<Merged> {
  const { write } = deps
  const [goneId, keptId] = await Promise.all([findTopicId(deps, gone), findTopicId(deps, kept)])
  if (goneId === keptId) throw conflict('Those two are the same topic already')
  const merged = { mergeId: newId(), goneId, keptId }
  await deps.commit(
    [
      lockBoth(write, 'topics', merged),
      logMerge(write, {
        ...{ ...merged, noun: 'topic', goneHandle: gone, table: 'topics', ties: topicTies },
        also: sql`jsonb_build_object('shadowed',
          (select coalesce(jsonb_agg(to_jsonb(was)), '[]') from ${topicSynonyms} as was where was.slug = ${gone}))`,
      }),
      ...topicTies.map((tie) => moveTie(write, tie, merged)),
      write.delete(topics).where(eq(topics.id, goneId)),
      // A topic's own slug goes before a synonym, so that there may be one that nobody has seen.
      write
        .insert(topicSynonyms)
        .values({ slug: gone, topicId: keptId })
        .onConflictDoUpdate({ target: topicSynonyms.slug, set: { topicId: keptId } }),
    ],
    { messages: announceTopics([gone, kept]) },
  )
  return merged
}
