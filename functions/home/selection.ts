import { asc, desc, eq, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { eventCounts, events } from '#db/schema/index.ts'
import type { EventCard } from '../events/event.ts'
import {
  city,
  countColumns,
  country,
  eventColumns,
  facesJson,
  withCounts,
  withPlace,
} from '../events/event-columns.ts'
import type { ListPlaceholders } from '../events/event-filter.ts'
import { selectListed } from '../events/event-list.ts'
import type { HomePost } from './queries.ts'

/** How many of the next events are weighed, and how many of them may be shown. */
const WEIGHED = 200
const CANDIDATES = 36
/** How much is left of an event's weight for each that is shown with its first topic. */
const SAME_TOPIC = 0.6

export type Candidate = EventCard & { readonly weight: number }

/**
 * The weightiest of the next events. People weigh most: twice the logarithm of those who go, and half
 * of those who track it; that it is soon weighs less than one person does.
 */
export function selectCandidates(db: Database, placeholders: ListPlaceholders) {
  const next = selectListed(db, { when: 'upcoming' }, placeholders, WEIGHED).as('next')
  const { attendingCount, trackingCount } = countColumns
  const days = sql`greatest(${next.startsOn} - ${placeholders.earliest}::date, 0)`
  const weight = sql<number>`2 * ln(1 + ${attendingCount} + ${trackingCount} / 2.0) + 60.0 / (45 + ${days})`
  const weighed = db
    .select({ id: next.id, weight: weight.mapWith(Number).as('weight') })
    .from(next)
    .leftJoin(eventCounts, eq(eventCounts.eventId, next.id))
    .orderBy(desc(sql`weight`), asc(next.startsOn), asc(next.id))
    .limit(CANDIDATES)
    .as('weighed')
  return db
    .select({
      ...{ ...eventColumns, ...countColumns },
      faces: facesJson.as('faces'),
      weight: weighed.weight,
    })
    .from(weighed)
    .innerJoin(events, eq(events.id, weighed.id))
    .leftJoin(city, withPlace.city)
    .leftJoin(country, withPlace.country)
    .leftJoin(eventCounts, withCounts)
    .orderBy(desc(weighed.weight), asc(events.startsOn), asc(events.id))
}

/** The weightiest that take place, one after the other, where each topic weighs less the more it is shown. */
export function spreadTopics(candidates: readonly Candidate[], limit: number): EventCard[] {
  const left = candidates.filter(({ status }) => status !== 'cancelled' && status !== 'postponed')
  const shown = new Map<string, number>()
  const worth = ({ weight, topics: [first] }: Candidate) =>
    weight * SAME_TOPIC ** (shown.get(first?.slug ?? '') ?? 0)
  const picked: EventCard[] = []
  while (picked.length < limit) {
    const [best] = left.toSorted((a, b) => worth(b) - worth(a))
    if (!best) break
    left.splice(left.indexOf(best), 1)
    const topic = best.topics[0]?.slug ?? ''
    shown.set(topic, (shown.get(topic) ?? 0) + 1)
    picked.push(best)
  }
  return picked
}

/** Chosen by weight, but read as a calendar. */
export const inOrderOfDays = (events: readonly EventCard[]) =>
  events.toSorted((a, b) => a.startsOn.localeCompare(b.startsOn))

/** Each post once, although it may carry the hashtags of several events, or have been posted twice. */
export function withoutRepeats(posts: readonly HomePost[], limit: number): HomePost[] {
  const isSame = (a: HomePost, b: HomePost) =>
    a.url === b.url || (a.authorName === b.authorName && a.html === b.html)
  return posts
    .filter((post, i) => posts.findIndex((other) => isSame(other, post)) === i)
    .slice(0, limit)
}
