import type { AttendanceMode, EventDetail, EventStatus } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
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
  const length = precisionLength[event.datePrecision]
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    '@id': page,
    url: page,
    name: event.name,
    ...(event.tagline && { description: event.tagline }),
    startDate: event.startsOn.slice(0, length),
    endDate: event.endsOn.slice(0, length),
    eventStatus: `https://schema.org/${statuses[event.status]}`,
    eventAttendanceMode: `https://schema.org/${modes[event.attendanceMode]}`,
    ...(locations(event, website ?? page) && { location: locations(event, website ?? page) }),
    ...(website && { sameAs: website }),
    ...(event.languages.length > 0 && { inLanguage: event.languages }),
    ...(event.topics.length > 0 && { keywords: event.topics.map(({ name }) => name).join(', ') }),
  }
}

function locations({ place, attendanceMode }: EventDetail, url: string) {
  const here = place && {
    '@type': 'Place',
    name: place.name,
    address: {
      '@type': 'PostalAddress',
      ...(place.kind === 'city' && { addressLocality: place.name }),
      ...(place.region && { addressRegion: place.region }),
      addressCountry: place.countryCode,
    },
  }
  if (attendanceMode === 'in_person') return here
  const online = { '@type': 'VirtualLocation', url }
  return here ? [here, online] : online
}
