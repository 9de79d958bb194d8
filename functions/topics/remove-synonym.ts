import { and, eq } from 'drizzle-orm'
import { topicSynonyms } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import { notFound } from '../errors.ts'
import { announceTopics, findTopicId } from './change-topics.ts'

type Input = { topic: string; synonym: string }

/** Takes a name from a topic again. Throws `not_found` for an unknown topic and for a name it has not. */
export async function removeSynonym(deps: Stores, { topic, synonym }: Input): Promise<void> {
  const { write } = deps
  const topicId = await findTopicId(deps, topic)
  const isIt = and(eq(topicSynonyms.slug, synonym), eq(topicSynonyms.topicId, topicId))
  if ((await write.$count(topicSynonyms, isIt)) === 0)
    throw notFound(`The synonym ${synonym} of ${topic}`)
  await deps.commit([write.delete(topicSynonyms).where(isIt)], {
    messages: announceTopics([topic, synonym]),
  })
}
