import { afterAll, beforeAll } from 'vitest'
import { connectNeon, createDatabase } from '#db/client.ts'
import { newId } from '#db/id.ts'
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
  places,
  posts,
  series,
  sessions,
  topics,
  venues,
} from '#db/schema/index.ts'
import { rebuildCoverageCounts } from '#functions/coverage/count-coverage.ts'
import { countEvents } from '#functions/events/count-events.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import type { EventRef } from '#functions/paths.ts'
import { countAllSpeakers } from '#functions/people/count-speakers.ts'
import { indexAllDocuments } from '#functions/search/index-documents.ts'
import type { Stack } from '#scripts/stack/stack.ts'
import { startTestStack, stopTestStack } from '../stack/support.ts'

const DAY_MS = 86_400_000
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

/** Long names in three scripts: what must not break a page. */
const names = [
  'An Event Apart',
  'சென்னையில் நடைபெறும் கணினித் தமிழ் வளர்ச்சி மாநாடு மற்றும் கண்காட்சி',
  'مؤتمر البرمجيات الحرة والمفتوحة المصدر في الشرق الأوسط',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftstag',
]

export const sample = {
  topic: 'css',
  country: 'india',
  city: 'chennai',
  /** Of which all events are editions. */
  series: 'every-event',
  /** Where all events are held. */
  venue: 'trade-centre',
  /** What is there to watch of the past event. */
  item: newId(),
  /** Who speaks at every event, and went to the past one. */
  person: 'grace',
  past: { year: Number(dayFromNow(-40).slice(0, 4)), slug: 'yesterdays-news' } as EventRef,
  /** In the order of their days, the first tomorrow. */
  upcoming: names.map(
    (_, index): EventRef => ({
      year: Number(dayFromNow(index + 1).slice(0, 4)),
      slug: `coming-${index}`,
    }),
  ),
}

/** A stack for a test file, with a few events of every kind. */
export function useSampleSite(): () => Stack {
  let stack: Stack
  beforeAll(async () => {
    stack = await startTestStack({ replicas: 1, prepare: fill })
  })
  afterAll(() => stopTestStack(stack))
  return () => stack
}

async function fill({ DATABASE_URL: url = '', NEON_SQL_ENDPOINT: endpoint }: Stack['settings']) {
  connectNeon({ fetch, endpoint })
  const db = createDatabase({ url })
  const [country, city, topic] = [newId(), newId(), newId()]
  const india = { countryCode: 'IN', region: null }
  await db.insert(places).values([
    {
      ...india,
      id: country,
      kind: 'country',
      slug: 'india',
      name: 'India',
      gazetteerId: 'iso3166:IN',
    },
  ])
  await db.insert(places).values([
    {
      ...india,
      ...{ id: city, kind: 'city', slug: 'chennai', name: 'Chennai', countryId: country },
      ...{
        latitude: 13.08,
        longitude: 80.27,
        zone: 'Asia/Kolkata',
        gazetteerId: 'geonames:1264527',
      },
    },
  ])
  await db.insert(topics).values({ id: topic, slug: 'css', name: 'CSS' })
  const bio = '<p>Finds <em>bugs</em>, and keeps them.</p>'
  const website = 'https://grace.example/'
  const person = { id: newId(), handle: sample.person, name: 'Grace Hopper', bio, website }
  await db.insert(people).values(person)

  const rows = names.map((name, index) => sampleEvent(name, index, city))
  const past = { ...sampleEvent('Yesterday’s news', -41, city), slug: 'yesterdays-news' }
  await db.insert(events).values([...rows, past])
  await db
    .insert(eventTopics)
    .values([...rows, past].map(({ id }) => ({ eventId: id, topicId: topic, position: 0 })))
  await fillDirectory(db, [...rows, past], { city, personId: person.id })
  const talks = [...rows, past].map(({ id: eventId, name }) => ({
    ...{ id: newId(), eventId, slug: 'keynote', title: `Opening: ${name}` },
  }))
  await db.insert(sessions).values(talks)
  await db.insert(credits).values(
    talks.map(({ id: sessionId }) => ({
      ...{ sessionId, position: 0, name: person.name, personId: person.id },
    })),
  )
  await db
    .insert(attendances)
    .values({ eventId: past.id, personId: person.id, role: 'attending' as const })
  await db.insert(coverage).values(sampleCoverage(past.id, talks.at(-1)?.id ?? null))
  const stores = { write: db, commit: createCommit(db, () => {}), now: () => new Date() }
  await rebuildCoverageCounts(stores)
  await countEvents(stores)
  await countAllSpeakers(stores)
  await indexAllDocuments(stores)
  await db.insert(posts).values(rows.slice(0, 2).map(({ id }) => samplePost(id)))
}

type Rows = readonly { id: string; name: string }[]

/** All events are editions of one series, in one venue, and call for somebody until the day after tomorrow. */
async function fillDirectory(
  db: ReturnType<typeof createDatabase>,
  rows: Rows,
  { city: placeId, personId }: { city: string; personId: string },
) {
  const [seriesId, venueId] = [newId(), newId()]
  const kinds = ['speakers', 'papers', 'workshops', 'volunteers', 'sponsors'] as const
  const deadline = new Date(`${dayFromNow(3)}T12:00:00Z`)
  const description = '<p>Every event there is, <em>once</em>.</p>'
  await db
    .insert(series)
    .values({ id: seriesId, slug: sample.series, name: names[1] ?? '', description })
  await db.update(events).set({ seriesId, description })
  await db.insert(venues).values({
    ...{
      id: venueId,
      placeId,
      slug: sample.venue,
      name: names[2] ?? '',
      website: 'https://a.example/',
    },
    ...{ address: '12, அண்ணா சாலை, Chennai 600002', latitude: 13.0604, longitude: 80.2496 },
    arrival: 'From the station: out, left,\nand left again.',
  })
  await db.insert(eventVenues).values(rows.map(({ id: eventId }) => ({ eventId, venueId })))
  await db.insert(calls).values(
    rows.map(({ id: eventId }, index) => ({
      ...{ eventId, deadline, deadlineIsDay: true, kind: kinds[index] ?? 'speakers' },
      ...{
        url: 'https://a.example/call/',
        paysTravel: index % 2 === 0,
        note: names[index] ?? null,
      },
    })),
  )
  await db.insert(eventStaff).values(
    rows.flatMap(({ id: eventId }) => [
      { eventId, position: 0, name: 'Grace Hopper', role: 'Organiser', personId },
      { eventId, position: 1, name: names[1] ?? '', role: names[2] ?? '' },
    ]),
  )
}

function sampleEvent(name: string, index: number, placeId: string) {
  const startsOn = dayFromNow(index + 1)
  return {
    ...{ id: newId(), slug: `coming-${index}`, name, placeId, zone: 'Asia/Kolkata', startsOn },
    year: Number(startsOn.slice(0, 4)),
    endsOn: dayFromNow(index + 2),
    status: index === 3 ? ('cancelled' as const) : ('scheduled' as const),
    attendanceMode: index === 1 ? ('hybrid' as const) : ('in_person' as const),
    tagline: 'Where people who build for the web meet',
    website: 'https://event.example/',
    hashtag: 'aneventapart',
    mastodonHandle: 'event@social.example',
    languages: ['en', 'ta'],
  }
}

const samplePost = (eventId: string) => ({
  eventId,
  source: 'mastodon' as const,
  externalId: 'https://social.example/1',
  url: 'https://social.example/@ada/1',
  authorName: 'Ada Lovelace',
  authorHandle: 'ada@social.example',
  html: '<p>On my way to <a href="https://social.example/tags/aneventapart" rel="nofollow ugc noopener">#aneventapart</a></p>',
  postedAt: new Date(),
  seenAt: new Date(),
})

export const sampleVideo = 'https://www.youtube.com/watch?v=jNQXAC9IVRw'

/** A video that plays, something about the event as a whole, and something that is gone. */
function sampleCoverage(eventId: string, sessionId: string | null) {
  const gone = 'https://example.org/gone'
  return [
    {
      ...{ id: sample.item, eventId, sessionId, kind: 'video' as const },
      title: 'The opening, recorded',
      ...{ url: sampleVideo, urlKey: 'youtube:jNQXAC9IVRw', author: 'Grace Hopper' },
      ...{ provider: 'YouTube', durationS: 2710 },
      playerUrl: 'https://www.youtube-nocookie.com/embed/jNQXAC9IVRw',
    },
    {
      ...{ eventId, kind: 'write-up' as const, title: names[3] },
      ...{ url: 'https://example.org/notes', urlKey: 'example.org/notes', language: 'de' },
      thumbnailUrl: 'https://pictures.example/1.png',
    },
    {
      ...{ eventId, kind: 'slides' as const, url: gone, urlKey: 'example.org/gone' },
      ...{ deadSince: new Date(), archiveUrl: `https://web.archive.org/web/2026/${gone}` },
    },
  ]
}
