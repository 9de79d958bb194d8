import { and, asc, eq, gte, inArray, isNull, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { calls, eventStaff, events, eventVenues, places, series, venues } from '#db/schema/index.ts'
import { ANYWHERE, endOfDay } from '#functions/calls/deadline.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import { makeNext } from '#functions/series/make-next.ts'
import { instantOf } from '#functions/time/wall-clock.ts'
import {
  type SampleCall,
  sampleCalls,
  sampleMeetup,
  sampleSeries,
  sampleStaff,
  sampleVenues,
} from './directory.ts'
import { cities } from './places.ts'

const DAY_MS = 86_400_000

/** Adds the sample's series, venues, staff and calls to its events. Resolves to how many events were made. */
export async function keepDirectory(db: Database, now: Date): Promise<number> {
  await db.batch([
    db
      .insert(series)
      .values(
        sampleSeries.map(([slug, name]) => ({ slug, name, website: `https://${slug}.example/` })),
      )
      .onConflictDoNothing(),
    ...sampleSeries.map(([slug]) => joinSeries(db, slug)),
    db.insert(venues).values(venueRows()).onConflictDoNothing(),
    ...sampleVenues.map(({ slug, city, events: held }) => holdThere(db, { slug, city, held })),
    ...sampleStaff.map((_, position) => staff(db, position)),
  ] as [Statement, ...Statement[]])
  const rows = await Promise.all(sampleCalls.map((call) => callRow(db, call, now)))
  await db.insert(calls).values(rows).onConflictDoNothing()
  const stores = { ...storesOf(db), now: () => now }
  const { made } = await makeNext(stores, {
    ...{ series: sampleMeetup.series, count: sampleMeetup.ahead, every: 'month' },
  })
  return made.length
}

const joinSeries = (db: Database, slug: string) =>
  db
    .update(events)
    .set({ seriesId: sql`(select ${series.id} from ${series} where ${series.slug} = ${slug})` })
    .where(and(eq(events.slug, slug), isNull(events.seriesId)))

const placeId = (city: keyof typeof cities) =>
  sql`(select ${places.id} from ${places} where ${places.gazetteerId} = ${cities[city].gazetteerId})`

const venueRows = () =>
  sampleVenues.map(({ city, at: [latitude, longitude], events: _, ...venue }) => ({
    ...venue,
    ...{ id: newId(), placeId: placeId(city), latitude, longitude },
  }))

type Held = { slug: string; city: keyof typeof cities; held: readonly string[] }

const holdThere = (db: Database, { slug, city, held }: Held) =>
  db.execute(sql`insert into ${eventVenues} (event_id, venue_id, position)
    select ${events.id}, ${venues.id}, ${sampleVenues.findIndex((venue) => venue.slug === slug)}
    from ${events} join ${venues} on ${venues.placeId} = ${events.placeId}
    where ${venues.slug} = ${slug} and ${events.placeId} = ${placeId(city)}
    and ${inArray(events.slug, [...held])} on conflict do nothing`)

function staff(db: Database, position: number) {
  const [slug, name, role, handle] = sampleStaff[position] ?? []
  return db.execute(sql`insert into ${eventStaff} (event_id, position, name, role, person_id)
    select ${events.id}, ${position}, ${name}, ${role}, (select id from people where handle = ${handle})
    from ${events} where ${events.slug} = ${slug} on conflict do nothing`)
}

async function callRow(db: Database, call: SampleCall, now: Date) {
  const { event: slug, kind, closesIn, time, paysTravel = null, note = null } = call
  const day = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10)
  const [event] = await db
    .select({ id: events.id, zone: events.zone })
    .from(events)
    .where(and(eq(events.slug, slug), gte(events.endsOn, day(0))))
    .orderBy(asc(events.startsOn))
    .limit(1)
  if (!event) throw new Error(`A sample call is of ${slug}, which is no coming sample event`)
  const zone = event.zone
  const endOf = (last: string) => (time ? instantOf(`${last} ${time}:00`, zone) : endOfDay(last))
  return {
    ...{ eventId: event.id, kind, paysTravel, note, url: `https://${slug}.example/${kind}/` },
    deadline: closesIn === undefined ? null : endOf(day(closesIn)),
    deadlineZone: time ? zone : ANYWHERE,
    deadlineIsDay: time === undefined,
  }
}
