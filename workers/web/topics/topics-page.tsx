import type { TopicWithCounts } from '#functions/topics/topic.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ListHead } from '../components/list-head.tsx'
import { TopicNames } from '../components/name-lists.tsx'

/** Every topic that has events, busiest first. */
export function TopicsPage({ topics }: { topics: readonly TopicWithCounts[] }) {
  const used = topics.filter(({ eventCount }) => eventCount > 0)
  return (
    <div class="wrap">
      <ListHead title="Topics">
        <p class="lead">
          What conferences are about. Each topic has a colour, and its events wear it.
        </p>
      </ListHead>
      {used.length > 0 ? (
        <TopicNames topics={used} />
      ) : (
        <EmptyState>No event has a topic yet. Come back soon.</EmptyState>
      )}
    </div>
  )
}
