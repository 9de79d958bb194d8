import { sanitizeDescription, textToParagraphs } from '../../text/description.ts'
import { fold } from '../../text/fold.ts'
import { cleanText, cleanUrl } from '../clean.ts'
import { isCountry } from '../countries.ts'
import { entryOf } from '../entry-of.ts'
import type { GazetteerCity } from '../gazetteer.ts'
import { placeOf, zoneOf } from '../place-of.ts'
import type { SourceColumns } from '../upsert-event.ts'
import { readDays } from './event-days.ts'
import type { PageEvent, PageLocation } from './page-event.ts'

const MAX_NAME_LENGTH = 200

export type MarkedUpEvent = {
  readonly externalId: string
  readonly incoming: SourceColumns
  readonly city: GazetteerCity | null
}

const statuses: Readonly<Record<string, SourceColumns['status']>> = {
  EventCancelled: 'cancelled',
  EventPostponed: 'postponed',
  EventRescheduled: 'rescheduled',
  EventMovedOnline: 'moved_online',
}

/**
 * An event of a page as one of the directory, or why it cannot be one. Its name in the source is its
 * own address, or the page's and its name; both come again every year, so the year is a part of it.
 */
export function toMarkedUpEvent(
  event: PageEvent,
  pageUrl: string | null,
): MarkedUpEvent | { readonly reason: string } {
  const name = cleanText(event.name ?? '').slice(0, MAX_NAME_LENGTH)
  if (!name) return { reason: 'It has no name' }
  const { location } = event
  const attendanceMode = modeOf(event)
  const degrees = degreesOf(location)
  const city = attendanceMode === 'online' || !location ? null : cityOf(location)
  // Events that take place nowhere keep the calendar of UTC.
  const zone = attendanceMode === 'online' ? 'UTC' : zoneOf(null, degrees, city)
  if (!zone) return { reason: 'Its time zone cannot be told from where it is' }
  const days = readDays(event.start, event.end, zone)
  if ('reason' in days) return days
  const own = event.url ? cleanUrl(resolve(event.url, pageUrl)) : null
  const page = own ?? (pageUrl ? `${pageUrl} ${fold(name) || name}` : null)
  return {
    externalId: `${page ?? `${event.file} ${fold(name) || name}`} / ${days.startsOn.slice(0, 4)}`,
    city,
    incoming: {
      name,
      description: describe(event.description),
      kind: event.isHackathon ? 'hackathon' : /\bmeet-?up\b/i.test(name) ? 'meetup' : 'conference',
      ...days,
      zone,
      status: entryOf(statuses, event.status ?? '') ?? 'scheduled',
      attendanceMode,
      website: own ?? pageUrl,
      ...{ xHandle: null, mastodonHandle: null, blueskyHandle: null },
    },
  }
}

function modeOf({ mode, location }: PageEvent): SourceColumns['attendanceMode'] {
  if (mode === 'MixedEventAttendanceMode') return 'hybrid'
  if (mode === 'OnlineEventAttendanceMode') return 'online'
  return location?.isVirtual ? 'online' : 'in_person'
}

function degreesOf(location: PageLocation | null) {
  if (!location || location.latitude === null || location.longitude === null) return null
  return { latitude: location.latitude, longitude: location.longitude }
}

/** The city, where it is sure: a locality with its country or its American state, or coordinates. */
function cityOf(location: PageLocation): GazetteerCity | null {
  const { text, locality, region, country } = location
  const parts = [locality, country && isCountry(country) ? country : region]
  const named = locality ? parts.filter((part) => part !== null).join(', ') : (text ?? '')
  return placeOf(named, degreesOf(location))
}

function resolve(url: string, base: string | null): string {
  return base && URL.canParse(url, base) ? new URL(url, base).href : url
}

const describe = (text: string | null) => {
  if (!text) return null
  return (/<[a-z]/i.test(text) ? sanitizeDescription(text) : textToParagraphs(text)) || null
}
