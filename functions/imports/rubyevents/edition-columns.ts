import { sanitizeDescription } from '../../text/description.ts'
import { cleanBlueskyHandle, cleanMastodonHandle, cleanXHandle } from '../clean.ts'
import type { GazetteerCity } from '../gazetteer.ts'
import { placeOf, zoneOf } from '../place-of.ts'
import { describedHtml } from '../recordings/described.ts'
import type { SourceColumns } from '../upsert-event.ts'
import type { Edition } from './parse-edition.ts'
import type { EventRecord } from './records.ts'

/** What RubyEvents tells of an event; its city is no row yet. */
export type EditionColumns = SourceColumns & { readonly city: GazetteerCity | null }

const kinds = ['conference', 'meetup', 'workshop', 'hackathon', 'retreat'] as const
const statuses = ['scheduled', 'tentative', 'postponed', 'rescheduled', 'cancelled'] as const

/** An event's columns, or why there can be no such event. */
export function toEditionColumns(
  record: EventRecord,
  sessions: Edition['programme']['sessions'],
): EditionColumns | { readonly reason: string } {
  const location = record.location ?? ''
  const isOnline = /^(?:online|remote|virtual)\b/i.test(location)
  const city = isOnline ? null : placeOf(location, record.coordinates)
  const zone = zoneOf(record.timezone, record.coordinates, city)
  if (!zone) return { reason: 'Its time zone cannot be told' }
  const days = daysOf(record, sessions)
  if (!days) return { reason: 'It has no dates, and no talk that has one' }
  if (days.endsOn < days.startsOn) return { reason: 'It ends before it starts' }
  return {
    name: record.title,
    description: record.description
      ? sanitizeDescription(describedHtml(record.description)) || null
      : null,
    kind: kinds.find((kind) => kind === record.kind) ?? 'conference',
    ...days,
    zone,
    status: statuses.find((status) => status === record.status) ?? 'scheduled',
    attendanceMode: isOnline ? 'online' : record.hybrid ? 'hybrid' : 'in_person',
    website: record.website ?? record.original_website,
    xHandle: record.twitter ? cleanXHandle(record.twitter) : null,
    mastodonHandle: record.mastodon ? cleanMastodonHandle(record.mastodon) : null,
    blueskyHandle: record.bsky ? cleanBlueskyHandle(record.bsky) : null,
    city,
  }
}

/** As stated; as far as only a month or a year is, all of it; otherwise from the first talk to the last. */
function daysOf(record: EventRecord, sessions: Edition['programme']['sessions']) {
  const { start_date: start, end_date: end, date_precision: precision } = record
  if (start && precision === 'year') {
    const year = start.slice(0, 4)
    return { startsOn: `${year}-01-01`, endsOn: `${year}-12-31`, datePrecision: 'year' as const }
  }
  if (start && precision === 'month') {
    const month = start.slice(0, 7)
    const next = new Date(`${month}-01T00:00:00Z`)
    next.setUTCMonth(next.getUTCMonth() + 1, 0)
    const endsOn = next.toISOString().slice(0, 10)
    return { startsOn: `${month}-01`, endsOn, datePrecision: 'month' as const }
  }
  if (start) return { startsOn: start, endsOn: end ?? start, datePrecision: 'day' as const }
  const held = sessions.flatMap(({ day }) => day ?? []).sort()
  const [first, last] = [held[0], held.at(-1)]
  return first && last ? { startsOn: first, endsOn: last, datePrecision: 'day' as const } : null
}
