import { Hono } from 'hono'
import * as z from 'zod'
import type { Account, Deps } from '#functions/deps.ts'
import { type EventRef, paths } from '#functions/paths.ts'
import { eventSpeakersCursor, getEventSpeakers } from '#functions/sessions/event-speakers.ts'
import { findMovedSession, type SessionRef } from '#functions/sessions/find-moved-session.ts'
import { listPicks } from '#functions/sessions/picks.ts'
import { getSchedule, getSession } from '#functions/sessions/queries.ts'
import { languageOf } from '#functions/text/language-of.ts'
import { dayShape } from '#functions/time/day-shape.ts'
import type { AppEnv } from '../../app-env.ts'
import { slugParam } from '../components/slug-param.ts'
import { pageOfEvent, readEventRef } from '../events/event-scope.ts'
import { Moved } from '../page.ts'
import { EventSpeakersPage } from './event-speakers-page.tsx'
import { SchedulePage } from './schedule-page.tsx'
import { sessionJsonLd } from './session-json-ld.ts'
import { SessionMissing } from './session-missing.tsx'
import { SessionPage } from './session-page.tsx'
import { longDay } from './session-words.ts'

/** A name as an organiser wrote it, or words to find: any text, of which there is no list beforehand. */
const name = z.string().regex(/^\P{Cc}{1,200}$/u)

const schedule = pageOfEvent('schedule/', {
  query: z
    .object({
      day: dayShape.or(z.literal('none')),
      room: name,
      track: name,
      language: z.string().refine((tag) => languageOf(tag) !== null),
      q: name,
      view: z.literal('grid'),
      picks: z.literal('1'),
    })
    .partial(),
  personal: ['picks'],
  path: paths.schedule,
  normalized: (part, ref) => {
    const q = part.q?.toLowerCase().replace(/\s+/g, ' ').trim()
    const language = languageOf(part.language ?? '') ?? undefined
    const path = paths.schedule(ref, { ...part, q, language })
    return path === paths.schedule(ref, part) ? null : path
  },
  find: async ({ deps, account, ref, now, query }) => {
    const day = query.day === 'none' ? null : query.day
    const [schedule, picks] = await Promise.all([
      getSchedule(deps.read, ref, { now, day }),
      findPicks(deps, account, ref),
    ])
    return { event: schedule.event, schedule, picks }
  },
  html: ({ event, schedule, picks: tracked }, { query: part, reader }) => {
    const on = schedule.day === null ? '' : `, ${longDay(schedule.day)}`
    const picks = reader.viewer && tracked
    return {
      title: `Schedule of ${event.name}${on}`,
      description: `What is on at ${event.name}${on}: sessions by time, room and track.`,
      canonical: paths.schedule(event, { day: part.day }),
      noindex: Object.entries(part).some(([key, value]) => key !== 'day' && value),
      content: <SchedulePage {...{ schedule, part, picks, reader }} />,
    }
  },
})

const speakers = pageOfEvent('speakers/', {
  query: z.object({ after: eventSpeakersCursor }).partial(),
  path: paths.eventSpeakers,
  find: ({ deps, ref, query }) => getEventSpeakers(deps.read, ref, query),
  html: (found, { onward }) => ({
    title: `Speakers at ${found.event.name}`,
    description: `Who is on the programme of ${found.event.name}, and with what.`,
    content: <EventSpeakersPage found={found} onward={onward} />,
  }),
})

const session = pageOfEvent(':session/', {
  read: (params): SessionRef => ({
    ...readEventRef(params),
    session: slugParam(params.session, 'This session'),
  }),
  path: ({ session, ...ref }) => paths.session(ref, session),
  find: async ({ deps, account, ref }) => {
    const [page, picks] = await Promise.all([
      getSession(deps.read, ref, ref.session),
      findPicks(deps, account, ref),
    ])
    const moved = page.session === null ? await findMovedSession(deps.read, ref) : null
    return moved ? new Moved(moved) : { event: page.event, page, picks }
  },
  elsewhere: ({ deps, ref }) => findMovedSession(deps.read, ref),
  html: ({ event, page, picks: tracked }, { ref, reader, deps }) => {
    if (page.session === null)
      return {
        status: 404,
        title: 'Not found',
        noindex: true,
        content: <SessionMissing event={event} />,
      }
    const { title, credits } = page.session
    const names = credits.map(({ name }) => name).join(', ')
    const picks = reader.viewer && tracked
    return {
      title: `${title} at ${event.name}`,
      description: `${names ? `${names}: ` : ''}${title}, a session of ${event.name}.`,
      jsonLd: sessionJsonLd(page, deps.config.origin),
      canonical: paths.session(event, ref.session),
      content: <SessionPage {...{ page, picks, reader }} />,
    }
  },
})

/** The programme of an event, its parts, and who is on it. Fixed names come before those of sessions. */
export const sessionRoutes = new Hono<AppEnv>()
  .route('/', schedule)
  .route('/', speakers)
  .route('/', session)

/** What somebody tracks of the event: asked at once, shown only to who is signed in. */
const findPicks = async ({ read }: Deps, account: Account | null, ref: EventRef) =>
  account ? listPicks(read, { account, ref }) : null
