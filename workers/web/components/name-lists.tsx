import { paths } from '#functions/paths.ts'
import type { PlaceWithCounts } from '#functions/places/place.ts'
import type { TopicWithCounts } from '#functions/topics/topic.ts'
import { grouped } from './event-words.ts'
import { hueClass } from './hue.ts'
import { PlaceLink } from './place-name.tsx'

/** How many events are to come; else how many there were. */
const Count = ({ upcomingCount, eventCount }: { upcomingCount: number; eventCount: number }) => (
  <span class="count">
    {upcomingCount > 0 ? `${grouped(upcomingCount)} upcoming` : `${grouped(eventCount)} past`}
  </span>
)

/** Topics, each with the colour that its events wear. */
export const TopicNames = ({ topics }: { topics: readonly TopicWithCounts[] }) => (
  <ul class="plain names">
    {topics.map((topic) => (
      <li>
        <a href={paths.topic(topic.slug)}>
          <span class={`dot ${hueClass(topic.slug)}`} />
          <bdi>{topic.name}</bdi>
        </a>
        <Count {...topic} />
      </li>
    ))}
  </ul>
)

/** Cities or countries with their flags. */
export const CityNames = ({ places }: { places: readonly PlaceWithCounts[] }) => (
  <ul class="plain names">
    {places.map((place) => (
      <li>
        <PlaceLink place={place} />
        <Count {...place} />
      </li>
    ))}
  </ul>
)
