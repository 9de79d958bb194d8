import { eq, inArray } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { topicSynonyms, topics } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import { topicNaming } from './topic-names.ts'

/**
 * Makes sure that these slugs lead to topics of ours, as slugs or as synonyms, and adds the topics'
 * ids to `known`, by slug. Asks the database only about slugs that `known` lacks.
 */
export async function upsertTopics(
  { write: db, commit }: Stores,
  slugs: readonly string[],
  known: Map<string, string>,
): Promise<void> {
  const wanted = () => [...new Set(slugs)].filter((slug) => !known.has(slug))
  if (wanted().length === 0) return
  await findTopics(db, wanted(), known)
  const missing = wanted()
  if (missing.length === 0) return

  const rows = missing.map((slug) => ({ id: newId(), slug, ...topicNaming(slug) }))
  const synonyms = rows.flatMap(({ id, synonyms = [] }) =>
    synonyms.map((slug) => ({ slug, topicId: id })),
  )
  await commit([
    db.insert(topics).values(rows.map(({ id, slug, name }) => ({ id, slug, name }))),
    ...(synonyms.length > 0
      ? [db.insert(topicSynonyms).values(synonyms).onConflictDoNothing()]
      : []),
  ])
  for (const { id, slug } of rows) known.set(slug, id)
}

async function findTopics(db: Database, slugs: string[], known: Map<string, string>) {
  const [direct, indirect] = await db.batch([
    db.select({ id: topics.id, slug: topics.slug }).from(topics).where(inArray(topics.slug, slugs)),
    db
      .select({ id: topics.id, slug: topicSynonyms.slug })
      .from(topicSynonyms)
      .innerJoin(topics, eq(topics.id, topicSynonyms.topicId))
      .where(inArray(topicSynonyms.slug, slugs)),
  ])
  for (const { id, slug } of [...indirect, ...direct]) known.set(slug, id)
}
