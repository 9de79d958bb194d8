import { getEvent } from '#functions/events/queries.ts'
import { paths } from '#functions/paths.ts'
import { shortDates } from '#functions/time/format-dates.ts'
import { placeText } from '../components/place-name.tsx'
import { eventJsonLd } from './event-json-ld.ts'
import { EventPage } from './event-page.tsx'
import { pageOfEvent } from './event-scope.ts'

export const eventRoutes = pageOfEvent('', {
  path: paths.event,
  find: async ({ deps, ref, now }) => ({ event: await getEvent(deps.read, ref, now) }),
  html: ({ event }, { reader, deps }) => {
    const where = event.place ? placeText(event.place) : 'online'
    return {
      title: `${event.name}, ${shortDates(event)}`,
      description:
        event.tagline ?? `${event.name}: ${shortDates(event)}, ${where}. See who is going.`,
      jsonLd: eventJsonLd(event, deps.config.origin),
      canonical: paths.event(event),
      content: <EventPage event={event} reader={reader} />,
    }
  },
})
