import { paths } from '#functions/paths.ts'
import type { TopicSummary } from '#functions/topics/topic.ts'

/** What an event is about, quietly. */
export function TopicLinks({ topics }: { topics: readonly TopicSummary[] }) {
  if (topics.length === 0) return null
  return (
    <ul class="plain topics" aria-label="Topics">
      {topics.map(({ slug, name }) => (
        <li>
          <a class="p-category" href={paths.topic(slug)} dir="auto">
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}
