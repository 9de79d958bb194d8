import type { Tie } from '../merges/tie.ts'

/** Every row that speaks of a topic. A test holds this against the database's own foreign keys. */
export const topicTies: readonly Tie[] = [
  {
    table: 'event_topics',
    column: 'topic_id',
    key: ['event_id'],
    once: ['event_id'],
    needs: ['event_id', 'events'],
  },
  { table: 'topic_synonyms', column: 'topic_id', key: ['slug'] },
]
