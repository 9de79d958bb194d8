import type { AttendanceMode } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import type { SessionPage } from '#functions/sessions/session.ts'
import { eventClock } from './event-clock.tsx'

const modes: Record<AttendanceMode, string> = {
  in_person: 'OfflineEventAttendanceMode',
  online: 'OnlineEventAttendanceMode',
  hybrid: 'MixedEventAttendanceMode',
}

/** The session as schema.org describes an event within another, from the same fields as the page. */
export function sessionJsonLd({ event, session }: SessionPage, origin: string): object {
  const page = origin + paths.session(event, session.slug)
  const whole = origin + paths.event(event)
  const clock = eventClock(event.zone)
  const cancelled = session.withdrawn || event.status === 'cancelled'
  const place = [session.room, event.place?.name].filter(Boolean).join(', ')
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    '@id': page,
    url: page,
    name: session.title,
    ...(session.subtitle && { alternateName: session.subtitle }),
    ...(session.startsAt ? { startDate: clock(session.startsAt) } : { startDate: event.startsOn }),
    ...(session.endsAt && { endDate: clock(session.endsAt) }),
    eventStatus: `https://schema.org/${cancelled ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: `https://schema.org/${modes[event.attendanceMode]}`,
    ...(session.language && { inLanguage: session.language }),
    ...(place && { location: { '@type': 'Place', name: place, address: place } }),
    ...(session.credits.length > 0 && {
      performer: session.credits.map(({ name, handle }) => ({
        '@type': 'Person',
        name,
        ...(handle && { url: origin + paths.person(handle) }),
      })),
    }),
    superEvent: {
      '@type': 'Event',
      '@id': whole,
      url: whole,
      name: event.name,
      startDate: event.startsOn,
      endDate: event.endsOn,
    },
  }
}
