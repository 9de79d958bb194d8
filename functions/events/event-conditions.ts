import { ne, notInArray, type Placeholder, type SQL, sql } from 'drizzle-orm'
import {
  events,
  eventTopics,
  eventVenues,
  places,
  series as seriesTable,
  topics,
  venues,
} from '#db/schema/index.ts'
import { citiesWithin } from '../places/nearby.ts'
import { city } from './event-columns.ts'
import type { ListShape } from './event-filter.ts'

/** Not called off: neither cancelled nor put off. */
export const isOn = notInArray(events.status, ['cancelled', 'postponed'])

/** From anywhere. */
export const canBeFollowed = ne(events.attendanceMode, 'in_person')

export type Text = string | Placeholder

export const idOfTopic = (slug: Text): SQL =>
  sql`(select ${topics.id} from ${topics} where ${topics.slug} = ${slug})`

/** About a topic. */
export const isAbout = (slug: Text) => sql`exists (
  select from ${eventTopics} where ${eventTopics.eventId} = ${events.id}
  and ${eventTopics.topicId} = (select ${topics.id} from ${topics} where ${topics.slug} = ${slug}))`

/** An edition of a series. */
export const isOf = (slug: Text): SQL => sql`${events.seriesId} = (
  select ${seriesTable.id} from ${seriesTable} where ${seriesTable.slug} = ${slug})`

/** In a venue. */
export const isAt = (citySlug: Text, slug: Text) => sql`${events.id} in (
  select ${eventVenues.eventId} from ${eventVenues} where ${eventVenues.venueId} = (
    select ${venues.id} from ${venues} join ${places} on ${places.id} = ${venues.placeId}
    where ${places.slug} = ${citySlug} and ${venues.slug} = ${slug}))`

/** In a place, or around it if it is a city. */
export const isThere = ({ withinKm }: ListShape, place: Text): SQL =>
  withinKm === undefined
    ? isIn(place)
    : sql`${events.placeId} in (${citiesWithin(place, withinKm)} union all ${citiesOf(place)})`

/** In a city, or in any city of a country. */
export const isIn = (slug: Text): SQL => sql`${events.placeId} in (${citiesOf(slug)})`

const citiesOf = (slug: Text): SQL => sql`
  select ${places.id} from ${places} where ${places.slug} = ${slug}
  union all
  select ${city.id} from ${places} join ${places} as ${sql.identifier('city')} on ${city.countryId} = ${places.id}
  where ${places.slug} = ${slug}`
