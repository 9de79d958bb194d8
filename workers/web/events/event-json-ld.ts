import type { AttendanceMode, EventDetail, EventStatus } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import type { SeriesRef } from '#functions/series/series.ts'
import { placeJsonLd, venueJsonLd } from '../venues/venue-json-ld.ts'
import { webUrl } from './web-link.ts'

/** schema.org knows no tentative events. */
const statuses: Record<EventStatus, string> = {
  scheduled: 'EventScheduled',
  tentative: 'EventScheduled',
  postponed: 'EventPostponed',
  rescheduled: 'EventRescheduled',
  moved_online: 'EventMovedOnline',
  cancelled: 'EventCancelled',
}

const modes: Record<AttendanceMode, string> = {
  in_person: 'OfflineEventAttendanceMode',
  online: 'OnlineEventAttendanceMode',
  hybrid: 'MixedEventAttendanceMode',
}

const precisionLength = { day: 10, month: 7, year: 4 } as const

/** The event as schema.org describes one, from the same fields as the page. */
export function eventJsonLd(event: EventDetail, origin: string): object {
  const website = webUrl(event.website)?.href
  const page = origin + paths.event(event)
  const location = locations(event, { url: website ?? page, origin })
  const length = precisionLength[event.datePrecision]
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    '@id': page,
    url: page,
    name: event.name,
    ...(event.tagline && { description: event.tagline }),
    ...(event.series && { superEvent: superEvent(event.series, origin) }),
    startDate: event.startsOn.slice(0, length),
    endDate: event.endsOn.slice(0, length),
    eventStatus: `https://schema.org/${statuses[event.status]}`,
    eventAttendanceMode: `https://schema.org/${modes[event.attendanceMode]}`,
    ...(location && { location }),
    ...(website && { sameAs: website }),
    ...(event.languages.length > 0 && { inLanguage: event.languages }),
    ...(event.topics.length > 0 && { keywords: event.topics.map(({ name }) => name).join(', ') }),
  }
}

const superEvent = ({ slug, name }: SeriesRef, origin: string) => ({
  '@type': 'EventSeries',
  '@id': origin + paths.series(slug),
  name,
})

/** The venues, or else the city; and where it is on the web, if one can follow it there. */
function locations(
  { place, venues, attendanceMode }: EventDetail,
  { url, origin }: { url: string; origin: string },
) {
  const houses =
    attendanceMode === 'online' ? [] : venues.map((venue) => venueJsonLd(venue, place, origin))
  const here = houses.length > 0 || !place ? houses : [placeJsonLd(place)]
  const online = attendanceMode === 'in_person' ? [] : [{ '@type': 'VirtualLocation', url }]
  const all = [...here, ...online]
  return all.length > 1 ? all : all[0]
}
