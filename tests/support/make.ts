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
import type { EventRef } from '#functions/paths.ts'
import { db } from './database.ts'

/** Each call makes rows of its own, so that tests stay apart without cleaning up. */
const unique = () => newId().replaceAll('-', '').slice(-12)

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

export async function makePerson(fields: Partial<typeof people.$inferInsert> = {}) {
  const tag = unique()
  const id = fields.id ?? newId()
  const person = { handle: `person-${tag}`, name: `Person ${tag}`, ...fields, id }
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

type EventFields = Omit<Partial<typeof events.$inferInsert>, 'year'> & { topicIds?: string[] }

/** An event, 2026-09-01 to 2026-09-03 unless told otherwise. The answer also serves as its `EventRef`. */
export async function makeEvent({ topicIds = [], ...fields }: EventFields = {}) {
  const tag = unique()
  const startsOn = fields.startsOn ?? '2026-09-01'
  const event = {
    slug: `event-${tag}`,
    name: `Event ${tag}`,
    zone: 'Europe/London',
    endsOn: fields.startsOn ?? '2026-09-03',
    ...fields,
    id: fields.id ?? newId(),
    startsOn,
    year: Number(startsOn.slice(0, 4)),
  } satisfies typeof events.$inferInsert & EventRef
  await db.insert(events).values(event)
  const tied = topicIds.map((topicId, position) => ({ eventId: event.id, topicId, position }))
  if (tied.length > 0) await db.insert(eventTopics).values(tied)
  return event
}

export async function makeAttendance(fields: typeof attendances.$inferInsert) {
  await db.insert(attendances).values(fields)
}

export async function makePost(fields: Partial<typeof posts.$inferInsert> & { eventId: string }) {
  const tag = unique()
  const post = {
    source: 'mastodon' as const,
    externalId: `https://social.example/${tag}`,
    url: `https://social.example/@ada/${tag}`,
    authorName: 'Ada',
    authorHandle: '@ada@social.example',
    html: `<p>Post ${tag}</p>`,
    postedAt: new Date('2026-05-30T10:00:00Z'),
    seenAt: new Date('2026-05-30T10:00:00Z'),
    ...fields,
    id: fields.id ?? newId(),
  }
  await db.insert(posts).values(post)
  return post
}

type SessionFields = Partial<typeof sessions.$inferInsert> & {
  eventId: string
  /** Who is billed, in order. */
  speakers?: readonly { id: string | null; name: string }[]
}

/** A talk on an event's programme. */
export async function makeSession({ speakers = [], ...fields }: SessionFields) {
  const tag = unique()
  const id = fields.id ?? newId()
  const session = { slug: `session-${tag}`, title: `Session ${tag}`, ...fields, id }
  await db.insert(sessions).values(session)
  const billed = speakers.map(({ id: personId, name }, position) => ({
    sessionId: id,
    position,
    name,
    personId,
  }))
  if (billed.length > 0) await db.insert(credits).values(billed)
  return session
}

/** Somebody wants to see a session. */
export async function makeTracking(fields: typeof sessionTrackings.$inferInsert) {
  await db.insert(sessionTrackings).values(fields)
}

export async function makeSeries(fields: Partial<typeof series.$inferInsert> = {}) {
  const tag = unique()
  const made = { slug: `series-${tag}`, name: `Series ${tag}`, ...fields, id: fields.id ?? newId() }
  await db.insert(series).values(made)
  return made
}

type VenueFields = Partial<typeof venues.$inferInsert> & { eventIds?: readonly string[] }

/** A venue, in a city of its own unless one is given, where these events are held. */
export async function makeVenue({ eventIds = [], ...fields }: VenueFields = {}) {
  const tag = unique()
  const placeId = fields.placeId ?? (await makePlace()).id
  const venue = {
    ...{ slug: `venue-${tag}`, name: `Venue ${tag}` },
    ...fields,
    ...{ placeId, id: fields.id ?? newId() },
  }
  await db.insert(venues).values(venue)
  const ties = eventIds.map((eventId) => ({ eventId, venueId: venue.id }))
  if (ties.length > 0) await db.insert(eventVenues).values(ties)
  return venue
}

/** A call for speakers, until the end of 10 June 2026 anywhere on earth unless told otherwise. */
export async function makeCall(fields: Partial<typeof calls.$inferInsert> & { eventId: string }) {
  const call = {
    kind: 'speakers' as const,
    url: `https://calls.example/${unique()}`,
    deadline: new Date('2026-06-11T12:00:00Z') as Date | null,
    deadlineIsDay: true,
    ...fields,
    id: fields.id ?? newId(),
  }
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
