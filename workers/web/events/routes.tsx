import { Hono } from 'hono'
import * as z from 'zod'
import type { AttendanceRole } from '#db/schema/index.ts'
import { getEventPeople } from '#functions/attendances/event-people.ts'
import { getEvent } from '#functions/events/queries.ts'
import { paths } from '#functions/paths.ts'
import { shortDates } from '#functions/time/format-dates.ts'
import type { AppEnv } from '../../app-env.ts'
import { placeText } from '../components/place-name.tsx'
import { slugQuery } from '../components/slug-param.ts'
import { eventJsonLd } from './event-json-ld.ts'
import { EventPage } from './event-page.tsx'
import { EventPeoplePage, peopleTitle } from './event-people-page.tsx'
import { pageOfEvent } from './event-scope.ts'

const event = pageOfEvent('', {
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

/** Whoever has a role there. */
const people = (part: 'attendees/' | 'trackers/', role: AttendanceRole) =>
  pageOfEvent(part, {
    query: z.object({ after: slugQuery }).partial(),
    path: (ref) => paths.eventPeople(ref, role),
    find: ({ deps, ref, query: { after } }) => getEventPeople(deps.read, ref, { role, after }),
    html: (found, { onward, now }) => ({
      title: peopleTitle(found, role, now),
      description: `${peopleTitle(found, role, now)}: everybody who has said so.`,
      noindex: onward || found.people.length === 0,
      content: <EventPeoplePage {...{ found, role, now, onward }} />,
    }),
  })

export const eventRoutes = new Hono<AppEnv>()
  .route('/', event)
  .route('/', people('attendees/', 'attending'))
  .route('/', people('trackers/', 'tracking'))
