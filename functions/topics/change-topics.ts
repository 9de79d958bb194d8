import { eq } from 'drizzle-orm'
import { topics } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { type Message, message } from '../messages.ts'

/** Throws `not_found` for a slug that is no topic's own. */
export async function findTopicId({ write }: Pick<Deps, 'write'>, slug: string): Promise<string> {
  const [topic] = await write.select({ id: topics.id }).from(topics).where(eq(topics.slug, slug))
  if (!topic) throw notFound(`The topic ${slug}`)
  return topic.id
}

/** The pages that change with these topics. Those of their events follow within a minute. */
export const announceTopics = (slugs: readonly string[]): Message[] => [
  message('purge-pages', { tags: ['topics', ...slugs.map((slug) => `topic-${slug}`)] }),
]
