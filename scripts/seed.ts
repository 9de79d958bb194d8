import type { Database } from '#db/client.ts'
import {
  attendances,
  calls,
  coverage,
  credits,
  eventStaff,
  events,
  eventTopics,
  eventVenues,
  people,
  posts,
  rooms,
  scheduleChanges,
  series,
  sessions,
  venues,
} from '#db/schema/index.ts'
import { rebuildCoverageCounts } from '#functions/coverage/count-coverage.ts'
import { countEvents } from '#functions/events/count-events.ts'
import { upsertPlaces } from '#functions/imports/upsert-places.ts'
import { upsertTopics } from '#functions/imports/upsert-topics.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import { countAllSpeakers } from '#functions/people/count-speakers.ts'
import { indexAllDocuments } from '#functions/search/index-documents.ts'
import { makeNext } from '#functions/series/make-next.ts'
import { commandLine } from './command-line.ts'
import { personRow, seriesRow } from './make/rows.ts'
import { openDatabase, openLocal } from './ops/target.ts'
import {
  attendanceRows,
  callRows,
  coverageRows,
  postRows,
  staffRows,
  topicTies,
  venueRows,
} from './seed/around-editions.ts'
import { sampleEvents } from './seed/conferences.ts'
import { sampleMeetup, sampleSeries } from './seed/directory.ts'
import { editionsOf, type Known, lastEdition } from './seed/editions.ts'
import { samplePeople } from './seed/people.ts'
import { cities } from './seed/places.ts'
import { sampleProgrammeOf } from './seed/programme.ts'
import { programmeRows } from './seed/programme-rows.ts'

/** Parties end before this. */
const DAY_CHANGE_MINUTES = 6 * 60

export type Seeded = { events: number; people: number; sessions: number; posts: number }

/**
 * Fills an empty directory with a small invented sample, dated around `now`: whole, or not at all.
 * Null, and nothing done, where there are events already.
 */
export async function seed(db: Database, { now }: { now: Date }): Promise<Seeded | null> {
  const [any] = await db.select({ id: events.id }).from(events).limit(1)
  if (any) return null

  const stores = { ...storesOf(db), now: () => now }
  const placeIds = new Map<string, string>()
  const topicIds = new Map<string, string>()
  const topics = sampleEvents.flatMap((event) => event.topics)
  await Promise.all([
    upsertPlaces(stores, Object.values(cities), placeIds),
    upsertTopics(stores, topics, topicIds),
  ])
  const met = samplePeople.map(([handle, name]) => personRow({ handle, name }))
  const conferences = sampleSeries.map(([slug, name]) =>
    seriesRow({ slug, name, website: `https://${slug}.example/` }),
  )
  const known = {
    ...{ now, placeIds, topicIds },
    series: new Map(conferences.map((one) => [one.slug, one])),
    people: new Map(met.map((person) => [person.handle, person])),
  }
  const counts = await insertSample(db, known)
  const { made } = await makeNext(stores, {
    ...{ series: sampleMeetup.series, count: sampleMeetup.ahead, every: 'month' },
  })
  await countEvents(stores)
  await countAllSpeakers(stores)
  await rebuildCoverageCounts(stores)
  await indexAllDocuments(stores)
  return { ...counts, events: counts.events + made.length }
}

/** All rows in one batch: a sample that broke off would never be completed. */
async function insertSample(db: Database, known: Known): Promise<Seeded> {
  const editions = editionsOf(known)
  const met = [...known.people.values()]
  const { row: withProgramme } = lastEdition(editions, sampleProgrammeOf, known.now)
  withProgramme.dayChangeMinutes = DAY_CHANGE_MINUTES
  const programme = programmeRows(withProgramme, known)
  const { rows: houses, held } = venueRows(editions, known)
  const said = postRows(editions, known)
  await db.batch([
    db.insert(series).values([...known.series.values()]),
    db.insert(events).values(editions.map(({ row }) => row)),
    db.insert(people).values(met),
    db.insert(attendances).values(attendanceRows(editions, known)),
    db.insert(posts).values(said),
    db.insert(eventTopics).values(topicTies(editions, known)),
    db.insert(venues).values(houses),
    db.insert(eventVenues).values(held),
    db.insert(eventStaff).values(staffRows(editions, known)),
    db.insert(calls).values(callRows(editions, known)),
    db.insert(rooms).values(programme.rooms),
    db.insert(sessions).values(programme.sessions),
    db.insert(credits).values(programme.credits),
    db.insert(scheduleChanges).values(programme.changes),
    db.insert(coverage).values(coverageRows(editions, programme.sessions, known)),
  ])
  return {
    events: editions.length,
    people: met.length,
    sessions: programme.sessions.length,
    posts: said.length,
  }
}

if (import.meta.main) {
  try {
    commandLine(
      'npm run seed --',
      'Fill the empty directory of the stack that npm start runs here with a small invented sample.',
    ).parse()
    const db = openDatabase(await openLocal(process.env.HALLWAY_DATA ?? '.hallway'))
    const seeded = await seed(db, { now: new Date() })
    console.log(
      seeded
        ? `Added ${seeded.events} events, ${seeded.people} people, ${seeded.sessions} sessions and ${seeded.posts} posts`
        : 'There are events already: nothing was added',
    )
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
