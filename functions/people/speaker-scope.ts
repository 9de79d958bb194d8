import { type SQL, sql } from 'drizzle-orm'

/** What speakers are counted within: everything, what is about a topic, or what takes place somewhere. */
export const speakerScope = {
  site: 'site',
  topic: (topicId: SQL): SQL => sql`'topic:' || ${topicId}`,
  place: (placeId: SQL): SQL => sql`'place:' || ${placeId}`,
} as const
