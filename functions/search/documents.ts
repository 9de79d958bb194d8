import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import {
  credits,
  type DocumentKind,
  events,
  eventTopics,
  people,
  placeCounts,
  places,
  series,
  sessions,
  speakers,
  topicCounts,
  topicSynonyms,
  topics,
} from '#db/schema/index.ts'
import { city, country, withPlace } from '../events/event-columns.ts'
import { isListed } from '../events/visibility.ts'
import { speakerScope } from '../people/speaker-scope.ts'
import { takesPlace } from '../sessions/takes-place.ts'

type Weight = 'A' | 'B' | 'C' | 'D'

/** The words of some texts, in the order of how much they say of the thing. */
const wordsOf = (texts: readonly (readonly [Weight, ...(SQLWrapper | null)[]])[]): SQL =>
  sql.join(
    texts.map(
      ([weight, ...columns]) =>
        sql`search_vector(concat_ws(' ', ${sql.join(
          columns.map((column) => sql`${column}`),
          sql`, `,
        )}), '${sql.raw(weight)}')`,
    ),
    sql` || `,
  )

/** The text of HTML. What entities stand for is lost: nobody looks for it. */
const textOf = (html: SQLWrapper): SQL =>
  sql`regexp_replace(${html}, '<[^>]*>|&[^;]{1,9};', ' ', 'g')`

const document = (
  kind: DocumentKind,
  {
    id,
    name,
    words,
    day,
    size,
  }: Record<'id' | 'name' | 'words', SQLWrapper> & Partial<Record<'day' | 'size', SQLWrapper>>,
): SQL =>
  sql`'${sql.raw(kind)}' as kind, ${id} as id, array_to_string(search_words(${name}), ' ') as name,
    ${words} as words, ${day ?? sql`null::date`} as day, ${size ?? sql`0`} as size`

const synonyms = sql`(select string_agg(${topicSynonyms.slug}, ' ') from ${topicSynonyms}
  where ${topicSynonyms.topicId} = ${topics.id})`

const itsTopics = sql`(select string_agg(concat_ws(' ', ${topics.name}, ${topics.slug}, ${synonyms}), ' ')
  from ${eventTopics} join ${topics} on ${topics.id} = ${eventTopics.topicId} where ${eventTopics.eventId} = ${events.id})`

const billed = sql`(select string_agg(concat_ws(' ', ${credits.name}, ${people.name}), ' ')
  from ${credits} left join ${people} on ${people.id} = ${credits.personId} where ${credits.sessionId} = ${sessions.id})`

const itsPlace = [city.name, city.region, country.name] as const
const withCountry = sql`left join ${places} as ${sql.identifier('country')} on ${withPlace.country}`
const withCity = (placeId: SQLWrapper) =>
  sql`left join ${places} as ${sql.identifier('city')} on ${city.id} = ${placeId} ${withCountry}`

/** Only a series with listed editions has a page that says anything. */
const editions = sql`(select count(*)::int from ${events} where ${events.seriesId} = ${series.id} and ${isListed})`

/** The documents of some things, of those that anybody may find, for each kind: `ids` selects their ids. */
export const selectDocuments: Readonly<Record<DocumentKind, (ids: SQL) => SQL>> = {
  event: (ids) => sql`
    select ${document('event', {
      id: events.id,
      name: events.name,
      words: wordsOf([
        ['A', events.name],
        ['B', events.year, series.name, itsTopics, ...itsPlace, events.hashtag],
        ['D', events.tagline, textOf(events.description)],
      ]),
      day: events.startsOn,
    })}
    from ${events} ${withCity(events.placeId)} left join ${series} on ${series.id} = ${events.seriesId}
    where ${isListed} and ${events.id} in (${ids})`,
  session: (ids) => sql`
    select ${document('session', {
      id: sessions.id,
      name: sessions.title,
      words: wordsOf([
        ['A', sessions.title],
        ['B', sessions.subtitle, billed],
        ['C', events.name, events.year, sessions.track],
        ['D', textOf(sessions.abstract)],
      ]),
      day: sql`coalesce(${sessions.day}, ${events.startsOn})`,
    })}
    from ${sessions} join ${events} on ${events.id} = ${sessions.eventId}
    where ${isListed} and ${takesPlace} and ${sessions.id} in (${ids})`,
  person: (ids) => sql`
    select ${document('person', {
      id: people.id,
      name: people.name,
      words: wordsOf([
        ['A', people.name],
        ['B', people.handle, ...itsPlace],
        ['D', textOf(people.bio)],
      ]),
      size: sql`coalesce((select ${speakers.sessionCount} from ${speakers}
        where ${speakers.scope} = ${speakerScope.site} and ${speakers.personId} = ${people.id}), 0)`,
    })}
    from ${people} ${withCity(people.placeId)}
    where ${people.id} in (${ids})`,
  series: (ids) => sql`
    select ${document('series', {
      id: series.id,
      name: series.name,
      words: wordsOf([
        ['A', series.name],
        ['D', textOf(series.description)],
      ]),
      size: editions,
    })}
    from ${series} where ${editions} > 0 and ${series.id} in (${ids})`,
  topic: (ids) => sql`
    select ${document('topic', {
      id: topics.id,
      name: topics.name,
      words: wordsOf([
        ['A', topics.name],
        ['B', topics.slug, synonyms],
      ]),
      size: sql`coalesce((select ${topicCounts.eventCount} from ${topicCounts} where ${topicCounts.topicId} = ${topics.id}), 0)`,
    })}
    from ${topics} where ${topics.id} in (${ids})`,
  place: (ids) => sql`
    select ${document('place', {
      id: city.id,
      name: city.name,
      words: wordsOf([
        ['A', city.name],
        ['B', city.slug, city.region, country.name],
      ]),
      size: sql`coalesce((select ${placeCounts.eventCount} from ${placeCounts} where ${placeCounts.placeId} = ${city.id}), 0)`,
    })}
    from ${places} as ${sql.identifier('city')} ${withCountry}
    where ${city.id} in (${ids})`,
}
