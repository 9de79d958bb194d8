import { newId } from '#db/id.ts'
import type {
  calls,
  coverage,
  events,
  people,
  posts,
  series,
  sessions,
  venues,
} from '#db/schema/index.ts'
import { coverageUrlKey } from '#functions/coverage/url-key.ts'
import type { EventRef } from '#functions/paths.ts'

type Fields<
  T extends { $inferInsert: object },
  Needed extends keyof T['$inferInsert'] = never,
> = Partial<T['$inferInsert']> & Pick<T['$inferInsert'], Needed>

/** What tells rows apart that nobody named. */
export const unique = () => newId().replaceAll('-', '').slice(-12)

// Rows with all that their tables want, for tests and for the sample: what is not given is made up, a
// new one in each call. All have an id, so that others can name them before they are written.

export function personRow(fields: Fields<typeof people> = {}) {
  const tag = unique()
  return { handle: `person-${tag}`, name: `Person ${tag}`, ...fields, id: fields.id ?? newId() }
}

/** An event, 2026-09-01 to 2026-09-03 unless told otherwise. It also serves as its `EventRef`. */
export function eventRow(fields: Omit<Fields<typeof events>, 'year'> = {}) {
  const tag = unique()
  const startsOn = fields.startsOn ?? '2026-09-01'
  return {
    slug: `event-${tag}`,
    name: `Event ${tag}`,
    zone: 'Europe/London',
    endsOn: fields.startsOn ?? '2026-09-03',
    ...fields,
    id: fields.id ?? newId(),
    startsOn,
    year: Number(startsOn.slice(0, 4)),
  } satisfies typeof events.$inferInsert & EventRef
}

/** A talk on an event's programme. */
export function sessionRow(fields: Fields<typeof sessions, 'eventId'>) {
  const tag = unique()
  return { slug: `session-${tag}`, title: `Session ${tag}`, ...fields, id: fields.id ?? newId() }
}

export function seriesRow(fields: Fields<typeof series> = {}) {
  const tag = unique()
  return { slug: `series-${tag}`, name: `Series ${tag}`, ...fields, id: fields.id ?? newId() }
}

export function venueRow(fields: Fields<typeof venues, 'placeId'>) {
  const tag = unique()
  return { slug: `venue-${tag}`, name: `Venue ${tag}`, ...fields, id: fields.id ?? newId() }
}

/** A call for speakers, until the end of 10 June 2026 anywhere on earth unless told otherwise. */
export function callRow(fields: Fields<typeof calls, 'eventId'>) {
  return {
    kind: 'speakers' as const,
    url: `https://calls.example/${unique()}`,
    deadline: new Date('2026-06-11T12:00:00Z') as Date | null,
    deadlineIsDay: true,
    ...fields,
    id: fields.id ?? newId(),
  }
}

/** A link to something about an event, or about one of its sessions. */
export function coverageRow(fields: Fields<typeof coverage, 'eventId'>) {
  const id = fields.id ?? newId()
  const url = fields.url ?? `https://example.org/${id}`
  return {
    kind: 'video' as const,
    title: `Coverage ${id}`,
    urlKey: coverageUrlKey(url),
    createdAt: new Date('2026-05-30T10:00:00Z'),
    describedAt: new Date('2026-05-30T10:00:00Z'),
    ...fields,
    ...{ id, url },
  }
}

export function postRow(fields: Fields<typeof posts, 'eventId'>) {
  const tag = unique()
  return {
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
}

/** Who is billed for a session, in order. */
export const creditRows = (
  sessionId: string,
  billed: readonly { readonly id: string | null; readonly name: string }[],
) => billed.map(({ id: personId, name }, position) => ({ sessionId, position, name, personId }))
