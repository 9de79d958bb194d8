import { eq } from 'drizzle-orm'
import { topicSynonyms, topics } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import { conflict, DomainError } from '../errors.ts'
import { slugify } from '../text/fold.ts'
import { announceTopics, findTopicId } from './change-topics.ts'

type Input = { topic: string; synonym: string }

/**
 * Gives a topic another name: its page redirects from there, and importers take it for the topic.
 * Resolves to the slug of that name. Throws `not_found` for an unknown topic, `invalid` for a name of
 * which no slug can be made, and `conflict` when the name is a topic's own or stands for another one.
 */
export async function addSynonym(deps: Stores, { topic, synonym }: Input): Promise<string> {
  const { write } = deps
  const slug = slugify(synonym)
  if (!slug) throw new DomainError('invalid', `${synonym} has no letters that an address can have`)
  const topicId = await findTopicId(deps, topic)
  const [topicsOwn, others] = await write.batch([
    write.select({ id: topics.id }).from(topics).where(eq(topics.slug, slug)),
    write.select().from(topicSynonyms).where(eq(topicSynonyms.slug, slug)),
  ])
  if (topicsOwn.length > 0) throw conflict(`${slug} is a topic of its own: merge the two`)
  if (others.some((other) => other.topicId !== topicId))
    throw conflict(`${slug} stands for another topic: remove that first`)
  await deps.commit([write.insert(topicSynonyms).values({ slug, topicId }).onConflictDoNothing()], {
    messages: announceTopics([topic, slug]),
  })
  return slug
}
