import { desc, eq } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { pageQuery } from '#db/page-query.ts'
import { events, posts } from '#db/schema/index.ts'
import type { CallOfEvent } from '../calls/call.ts'
import { selectOpenCalls, toCallPage } from '../calls/call-list.ts'
import type { EventCard } from '../events/event.ts'
import { CLOCK, type ListPlaceholders, listValues } from '../events/event-filter.ts'
import { isListed } from '../events/visibility.ts'
import type { EventRef } from '../paths.ts'
import type { PlaceWithCounts } from '../places/place.ts'
import { selectCities, toPlaces } from '../places/queries.ts'
import type { PostSummary } from '../posts/post.ts'
import { postColumns } from '../posts/post-columns.ts'
import { selectTopics } from '../topics/queries.ts'
import type { TopicWithCounts } from '../topics/topic.ts'
import { inOrderOfDays, selectCandidates, spreadTopics, withoutRepeats } from './selection.ts'

const EVENTS_SHOWN = 12
const TOPICS_SHOWN = 12
const PLACES_SHOWN = 12
const POSTS_SHOWN = 6
/** Some may be the same. */
const POSTS_READ = 24
const CALLS_SHOWN = 3

export type HomePost = PostSummary & { readonly event: EventRef & { readonly name: string } }

export type Home = {
  /** Those that most people go to, of many topics, the sooner the better; in the order of their days. */
  readonly upcoming: readonly EventCard[]
  readonly topics: readonly TopicWithCounts[]
  readonly places: readonly PlaceWithCounts[]
  readonly posts: readonly HomePost[]
  /** Those that close first. */
  readonly calls: readonly CallOfEvent[]
}

export const homePage = pageQuery(
  'home',
  { always: CLOCK },
  (db, placeholders: ListPlaceholders) => {
    return [
      selectCandidates(db, placeholders),
      selectTopics(db, { limit: TOPICS_SHOWN }),
      selectCities(db, { limit: PLACES_SHOWN }),
      db
        .select({
          ...postColumns,
          event: { year: events.year, slug: events.slug, name: events.name },
        })
        .from(posts)
        .innerJoin(events, eq(events.id, posts.eventId))
        .where(isListed)
        .orderBy(desc(posts.postedAt), desc(posts.id))
        .limit(POSTS_READ),
      selectOpenCalls(db, { now: placeholders, limit: CALLS_SHOWN }),
    ]
  },
)

/** Public. One trip: what is next, where most happens, and what people say. */
export async function getHome(db: Database, { now }: { now: Date }): Promise<Home> {
  const open = { now, limit: CALLS_SHOWN }
  const values = listValues({ now, when: 'upcoming' })
  const [upcoming, topics, places, newest, callRows] = await homePage(db, values)
  return {
    upcoming: inOrderOfDays(spreadTopics(upcoming, EVENTS_SHOWN)),
    topics: topics.filter((topic) => topic.eventCount > 0),
    places: toPlaces(places),
    posts: withoutRepeats(newest, POSTS_SHOWN),
    calls: toCallPage(callRows, open).calls,
  }
}
