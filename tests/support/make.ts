import { newId } from '#db/id.ts'
import {
  accounts,
  attendances,
  authSessions,
  calls,
  credits,
  eventStaff,
  events,
  eventTopics,
  eventVenues,
  people,
  places,
  posts,
  series,
  sessions,
  sessionTrackings,
  topics,
  venues,
} from '#db/schema/index.ts'
import type { Account, Actor } from '#functions/deps.ts'
import {
  callRow,
  creditRows,
  eventRow,
  personRow,
  postRow,
  seriesRow,
  sessionRow,
  unique,
  venueRow,
} from '#scripts/make/rows.ts'
import { db } from './database.ts'

// Each call makes rows of its own, so that tests stay apart without cleaning up.

const YEAR_MS = 365 * 86_400_000

export async function makeAccount(fields: Partial<typeof accounts.$inferInsert> = {}) {
  const account = { email: `${unique()}@example.org`, ...fields, id: fields.id ?? newId() }
  await db.insert(accounts).values(account)
  return account
}

/** A signed-in account that has not chosen a name and a handle yet. */
export async function makeSignedIn(): Promise<Account> {
  const account = await makeAccount()
  const sessionId = newId()
  const expiresAt = new Date(Date.now() + YEAR_MS)
  await db.insert(authSessions).values({ id: sessionId, accountId: account.id, expiresAt })
  return { accountId: account.id, sessionId }
}

export async function makePerson(fields: Parameters<typeof personRow>[0] = {}) {
  const person = personRow(fields)
  await db.insert(people).values(person)
  return person
}

/** An account with a person, signed in. */
export async function makeActor(fields: Partial<typeof people.$inferInsert> = {}): Promise<Actor> {
  const account = await makeSignedIn()
  const person = await makePerson({ ...fields, accountId: account.accountId })
  return { ...account, personId: person.id }
}

export async function makeTopic(fields: Partial<typeof topics.$inferInsert> = {}) {
  const tag = unique()
  const id = fields.id ?? newId()
  const topic = { slug: `topic-${tag}`, name: `Topic ${tag}`, ...fields, id }
  await db.insert(topics).values(topic)
  return topic
}

export async function makeCountry(fields: Partial<typeof places.$inferInsert> = {}) {
  const tag = unique()
  const country = {
    kind: 'country' as const,
    slug: `country-${tag}`,
    name: `Country ${tag}`,
    countryCode: 'GB',
    gazetteerId: `iso3166:${tag}`,
    ...fields,
    id: fields.id ?? newId(),
  }
  await db.insert(places).values(country)
  return country
}

/** A city, in a country of its own unless one is given. */
export async function makePlace(fields: Partial<typeof places.$inferInsert> = {}) {
  const tag = unique()
  const place = {
    kind: 'city' as const,
    slug: `city-${tag}`,
    name: `City ${tag}`,
    countryCode: 'GB',
    countryId: fields.countryId ?? (await makeCountry()).id,
    latitude: 50.8284,
    longitude: -0.1395,
    zone: 'Europe/London',
    gazetteerId: `geonames:${tag}`,
    ...fields,
    id: fields.id ?? newId(),
  }
  await db.insert(places).values(place)
  return place
}

type EventFields = Parameters<typeof eventRow>[0] & { topicIds?: string[] }

/** See `eventRow`. */
export async function makeEvent({ topicIds = [], ...fields }: EventFields = {}) {
  const event = eventRow(fields)
  await db.insert(events).values(event)
  const tied = topicIds.map((topicId, position) => ({ eventId: event.id, topicId, position }))
  if (tied.length > 0) await db.insert(eventTopics).values(tied)
  return event
}

export async function makeAttendance(fields: typeof attendances.$inferInsert) {
  await db.insert(attendances).values(fields)
}

export async function makePost(fields: Parameters<typeof postRow>[0]) {
  const post = postRow(fields)
  await db.insert(posts).values(post)
  return post
}

type SessionFields = Parameters<typeof sessionRow>[0] & {
  speakers?: Parameters<typeof creditRows>[1]
}

/** A talk on an event's programme. */
export async function makeSession({ speakers = [], ...fields }: SessionFields) {
  const session = sessionRow(fields)
  await db.insert(sessions).values(session)
  const billed = creditRows(session.id, speakers)
  if (billed.length > 0) await db.insert(credits).values(billed)
  return session
}

/** Somebody wants to see a session. */
export async function makeTracking(fields: typeof sessionTrackings.$inferInsert) {
  await db.insert(sessionTrackings).values(fields)
}

export async function makeSeries(fields: Parameters<typeof seriesRow>[0] = {}) {
  const made = seriesRow(fields)
  await db.insert(series).values(made)
  return made
}

type VenueFields = Partial<typeof venues.$inferInsert> & { eventIds?: readonly string[] }

/** A venue, in a city of its own unless one is given, where these events are held. */
export async function makeVenue({ eventIds = [], ...fields }: VenueFields = {}) {
  const venue = venueRow({ ...fields, placeId: fields.placeId ?? (await makePlace()).id })
  await db.insert(venues).values(venue)
  const ties = eventIds.map((eventId) => ({ eventId, venueId: venue.id }))
  if (ties.length > 0) await db.insert(eventVenues).values(ties)
  return venue
}

/** See `callRow`. */
export async function makeCall(fields: Parameters<typeof callRow>[0]) {
  const call = callRow(fields)
  await db.insert(calls).values(call)
  return call
}

export async function makeStaff(
  eventId: string,
  members: readonly { name: string; role: string; personId?: string }[],
) {
  await db
    .insert(eventStaff)
    .values(members.map((member, position) => ({ ...member, eventId, position })))
}
