import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { credits, events, eventTopics, people, sessions, topics } from '#db/schema/index.ts'
import { isPublic } from '../events/event-columns.ts'
import { isIn } from '../events/event-list.ts'
import type { SpeakerPage } from './person.ts'

const SPEAKERS_PER_PAGE = 60

type Filter = {
  /** A topic's slug. */
  readonly topic?: string | undefined
  /** The slug of a city or a country. */
  readonly place?: string | undefined
  /** The handle that the last page ended with: its `next`. */
  readonly after?: string | undefined
}

/**
 * Public. One trip. The people who are billed on a session of a listed event, by name; those who
 * spoke about a topic, or in a place, if one is given. Counted are the sessions that fit.
 */
export async function listSpeakers(
  db: Database,
  { topic, place, after }: Filter,
): Promise<SpeakerPage> {
  const rows = await db
    .select({
      handle: people.handle,
      name: people.name,
      sessionCount: sql<number>`count(distinct ${sessions.id})`.mapWith(Number),
    })
    .from(people)
    .innerJoin(credits, eq(credits.personId, people.id))
    .innerJoin(sessions, eq(sessions.id, credits.sessionId))
    .innerJoin(events, eq(events.id, sessions.eventId))
    .where(
      and(
        isPublic,
        isNull(sessions.withdrawnAt),
        topic === undefined ? undefined : isAbout(topic),
        place === undefined ? undefined : isIn(place),
        after === undefined ? undefined : isBehind(after),
      ),
    )
    .groupBy(people.id)
    .orderBy(asc(people.name), asc(people.handle))
    .limit(SPEAKERS_PER_PAGE + 1)
  const speakers = rows.slice(0, SPEAKERS_PER_PAGE)
  return {
    speakers,
    next: rows.length > speakers.length ? (speakers.at(-1)?.handle ?? null) : null,
  }
}

const isAbout = (slug: string) => sql`exists (
  select from ${eventTopics} join ${topics} on ${topics.id} = ${eventTopics.topicId}
  where ${eventTopics.eventId} = ${events.id} and ${topics.slug} = ${slug})`

/** Behind somebody in the order of names, whatever they are called today. */
const isBehind = (handle: string): SQL => sql`(${people.name}, ${people.handle}) > (
  select last.name, last.handle from ${people} as last where last.handle = ${handle})`
