import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { attendances, events, eventTopics, people, posts } from '#db/schema/index.ts'
import { countEvents } from '#functions/events/count-events.ts'
import { upsertPlaces } from '#functions/imports/upsert-places.ts'
import { upsertTopics } from '#functions/imports/upsert-topics.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import { countAllSpeakers } from '#functions/people/count-speakers.ts'
import { commandLine } from './command-line.ts'
import { openDatabase, openLocal } from './ops/target.ts'
import { type SampleEvent, sampleEvents } from './seed/conferences.ts'
import { keepCoverage } from './seed/keep-coverage.ts'
import { keepDirectory } from './seed/keep-directory.ts'
import { keepProgramme } from './seed/keep-programme.ts'
import { samplePeople } from './seed/people.ts'
import { cities } from './seed/places.ts'
import { samplePosts } from './seed/posts.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export type Seeded = {
  events: number
  people: number
  attendances: number
  posts: number
  sessions: number
  coverage: number
}

const NOTHING: Seeded = { events: 0, people: 0, attendances: 0, posts: 0, sessions: 0, coverage: 0 }

/**
 * Fills an empty directory with a small invented sample, dated around `now`. Does nothing where
 * there are events already, unless forced; even then it adds only what is not there yet.
 */
export async function seed(
  db: Database,
  { now, force = false }: { now: Date; force?: boolean },
): Promise<Seeded> {
  const [any] = await db.select({ id: events.id }).from(events).limit(1)
  if (any && !force) return NOTHING

  const stores = { ...storesOf(db), now: () => now }
  const placeIds = new Map<string, string>()
  const topicIds = new Map<string, string>()
  const topics = sampleEvents.flatMap((event) => event.topics)
  await Promise.all([
    upsertPlaces(stores, Object.values(cities), placeIds),
    upsertTopics(stores, topics, topicIds),
  ])
  const editions = sampleEvents.map((event) => ({ event, row: eventRow(event, { now, placeIds }) }))
  const ties = editions.flatMap(({ event, row }) =>
    event.topics.map((slug, position) => {
      const topicId = topicIds.get(slug)
      if (!topicId) throw new Error(`The topic ${slug} was not kept`)
      return { eventId: eventId(row), topicId, position }
    }),
  )
  const results = await db.batch([
    db
      .insert(events)
      .values(editions.map(({ row }) => row))
      .onConflictDoNothing(),
    db
      .insert(people)
      .values(samplePeople.map(([handle, name]) => ({ id: newId(), handle, name })))
      .onConflictDoNothing(),
    db.insert(attendances).values(attendanceRows(editions, now)).onConflictDoNothing(),
    db.insert(posts).values(postRows(editions, now)).onConflictDoNothing(),
    db.insert(eventTopics).values(ties).onConflictDoNothing(),
  ])
  const meetings = await keepDirectory(db, now)
  const talks = await keepProgramme(db, now)
  await countEvents(stores)
  await countAllSpeakers(stores)
  const [made, met, tied, said] = results.map((result) => result.rowCount ?? 0)
  return {
    events: (made ?? 0) + meetings,
    people: met ?? 0,
    attendances: tied ?? 0,
    posts: said ?? 0,
    sessions: talks,
    coverage: await keepCoverage(db, now),
  }
}

type Row = ReturnType<typeof eventRow>
type Edition = { event: SampleEvent; row: Row }

function eventRow(
  event: SampleEvent,
  { now, placeIds }: { now: Date; placeIds: ReadonlyMap<string, string> },
) {
  const city = event.city ? cities[event.city] : null
  const { startsOn, endsOn } = daysOf(event, now)
  const host = `https://${event.slug}.example/`
  return {
    id: newId(),
    year: Number(startsOn.slice(0, 4)),
    slug: event.slug,
    name: event.name,
    tagline: event.tagline ?? null,
    ...{ startsOn, endsOn },
    kind: event.kind ?? 'conference',
    datePrecision: event.precision ?? 'day',
    zone: city?.zone ?? 'UTC',
    status: event.status ?? 'scheduled',
    attendanceMode: event.mode ?? 'in_person',
    placeId: city ? (placeIds.get(city.gazetteerId) ?? null) : null,
    website: host,
    codeOfConductUrl: event.conduct ? `${host}code-of-conduct/` : null,
    languages: [...(event.languages ?? ['en'])],
    hashtag: event.hashtag ?? null,
    xHandle: event.xHandle ?? null,
    mastodonHandle: event.mastodonHandle ?? null,
    blueskyHandle: event.blueskyHandle ?? null,
  }
}

/** The days of an event; where less is certain, the whole month or year. */
function daysOf({ in: start, days, precision }: SampleEvent, now: Date) {
  const first = new Date(now.getTime() + start * DAY_MS)
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth()]
  if (precision === 'year') return { startsOn: `${year}-01-01`, endsOn: `${year}-12-31` }
  if (precision === 'month')
    return { startsOn: day(Date.UTC(year, month)), endsOn: day(Date.UTC(year, month + 1, 0)) }
  return { startsOn: day(first.getTime()), endsOn: day(first.getTime() + (days - 1) * DAY_MS) }
}

const day = (at: number) => new Date(at).toISOString().slice(0, 10)

/** A row that was there before keeps its own id, so rows are told by what they are called. */
const eventId = ({ year, slug }: Pick<Row, 'year' | 'slug'>) =>
  sql`(select id from events where year = ${year} and slug = ${slug})`
const personId = (handle: string) => sql`(select id from people where handle = ${handle})`

/** Everybody goes to some events and watches others: more to those that are near. */
function attendanceRows(editions: readonly Edition[], now: Date) {
  return editions.flatMap(({ event, row }, at) => {
    const every = Math.abs(event.in) < 30 ? 2 : 4
    const going = samplePeople.filter((_, index) => (index * 7 + at * 3) % every === 0)
    return going.map(([handle], index) => ({
      eventId: eventId(row),
      personId: personId(handle),
      role: (index + at) % 3 === 2 ? ('tracking' as const) : ('attending' as const),
      createdAt: new Date(now.getTime() - (index + 1) * 5 * HOUR_MS),
    }))
  })
}

function postRows(editions: readonly Edition[], now: Date) {
  return samplePosts.map(({ event: slug, name, handle, hoursAgo, ...post }, index) => {
    const edition = editions.find(({ row }) => row.slug === slug)
    if (!edition) throw new Error(`A sample post is about ${slug}, which is no sample event`)
    const url = `https://social.example/${handle.split('@')[1]}/${index + 1}`
    return {
      ...post,
      id: newId(),
      eventId: eventId(edition.row),
      externalId: `https://social.example/posts/${index + 1}`,
      url,
      authorName: name,
      authorHandle: handle,
      postedAt: new Date(now.getTime() - hoursAgo * HOUR_MS),
      seenAt: now,
    }
  })
}

if (import.meta.main) {
  try {
    const { force = false } = commandLine(
      'npm run seed --',
      'Fill the empty directory of the stack that npm start runs here with a small invented sample.',
    )
      .option('--force', 'also where there are events: add what is missing')
      .parse()
      .opts<{ force?: true }>()
    const db = openDatabase(await openLocal(process.env.HALLWAY_DATA ?? '.hallway'))
    const seeded = await seed(db, { now: new Date(), force })
    console.log(
      seeded.events > 0
        ? `Added ${seeded.events} events, ${seeded.people} people, ${seeded.sessions} sessions and ${seeded.posts} posts`
        : 'There are events already: nothing was added (--force adds what is missing)',
    )
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
