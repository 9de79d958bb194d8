import { ANYWHERE, endOfDay } from '#functions/calls/deadline.ts'
import { playerUrlOf } from '#functions/coverage/players.ts'
import { instantOf } from '#functions/time/wall-clock.ts'
import { callRow, coverageRow, postRow, venueRow } from '#scripts/make/rows.ts'
import { sampleCoverage } from './coverage.ts'
import { sampleCalls, sampleStaff, sampleVenues } from './directory.ts'
import { day, type Edition, type Known, lastEdition, nextEdition } from './editions.ts'
import { cities } from './places.ts'
import { samplePosts } from './posts.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export const topicTies = (editions: readonly Edition[], { topicIds }: Known) =>
  editions.flatMap(({ sample, row }) =>
    sample.topics.map((slug, position) => {
      const topicId = topicIds.get(slug)
      if (!topicId) throw new Error(`The topic ${slug} was not kept`)
      return { eventId: row.id, topicId, position }
    }),
  )

/** Everybody goes to some events and watches others: more to those that are near. */
export const attendanceRows = (editions: readonly Edition[], { people, now }: Known) =>
  editions.flatMap(({ sample, row }, at) => {
    const every = Math.abs(sample.in) < 30 ? 2 : 4
    const going = [...people.values()].filter((_, index) => (index * 7 + at * 3) % every === 0)
    return going.map(({ id: personId }, index) => ({
      ...{ eventId: row.id, personId },
      role: (index + at) % 3 === 2 ? ('tracking' as const) : ('attending' as const),
      createdAt: new Date(now.getTime() - (index + 1) * 5 * HOUR_MS),
    }))
  })

export const postRows = (editions: readonly Edition[], { now }: Known) =>
  samplePosts.map(({ event: slug, name, handle, hoursAgo, ...post }, index) =>
    postRow({
      ...post,
      eventId: lastEdition(editions, slug, now).row.id,
      externalId: `https://social.example/posts/${index + 1}`,
      url: `https://social.example/${handle.split('@')[1]}/${index + 1}`,
      ...{ authorName: name, authorHandle: handle },
      postedAt: new Date(now.getTime() - hoursAgo * HOUR_MS),
      seenAt: now,
    }),
  )

/** The sample's venues, and which editions in their cities are held there. */
export function venueRows(editions: readonly Edition[], { placeIds }: Known) {
  const placed = sampleVenues.map(({ city, at: [latitude, longitude], events, ...venue }) => {
    const placeId = placeIds.get(cities[city].gazetteerId)
    if (!placeId) throw new Error(`The city ${city} was not kept`)
    return { events, row: venueRow({ ...venue, placeId, latitude, longitude }) }
  })
  const held = placed.flatMap(({ events, row: venue }, position) =>
    editions
      .filter(({ row }) => row.placeId === venue.placeId && events.includes(row.slug))
      .map(({ row }) => ({ eventId: row.id, venueId: venue.id, position })),
  )
  return { rows: placed.map(({ row }) => row), held }
}

export const staffRows = (editions: readonly Edition[], { people }: Known) =>
  sampleStaff.flatMap(([slug, name, role, handle], position) =>
    editions
      .filter(({ row }) => row.slug === slug)
      .map(({ row }) => ({
        ...{ eventId: row.id, position, name, role },
        personId: people.get(handle ?? '')?.id ?? null,
      })),
  )

export const callRows = (editions: readonly Edition[], { now }: Known) =>
  sampleCalls.map(({ event: slug, kind, closesIn, time, ...call }) => {
    const { id: eventId, zone } = nextEdition(editions, slug, now).row
    const endOf = (last: string) => (time ? instantOf(`${last} ${time}:00`, zone) : endOfDay(last))
    return callRow({
      ...{ ...call, eventId, kind, url: `https://${slug}.example/${kind}/` },
      deadline: closesIn === undefined ? null : endOf(day(now.getTime() + closesIn * DAY_MS)),
      deadlineZone: time ? zone : ANYWHERE,
      deadlineIsDay: time === undefined,
    })
  })

type SessionId = { readonly id: string; readonly eventId: string; readonly slug: string }

/** What there is of the last edition, or of its session. */
export const coverageRows = (
  editions: readonly Edition[],
  sessions: readonly SessionId[],
  { now }: Known,
) =>
  sampleCoverage.map(({ event: slug, session, daysAgo, ...item }) => {
    const eventId = lastEdition(editions, slug, now).row.id
    const about = sessions.find((known) => known.eventId === eventId && known.slug === session)
    const at = new Date(now.getTime() - daysAgo * DAY_MS)
    return coverageRow({
      ...{ ...item, eventId, sessionId: about?.id ?? null },
      playerUrl: playerUrlOf(item.url),
      ...{ describedAt: at, checkedAt: now, createdAt: at },
      ...(item.archiveUrl && { deadSince: new Date(now.getTime() - 5 * DAY_MS) }),
    })
  })
