import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { DomainError } from '#functions/errors.ts'
import { findMovedEvent } from '#functions/events/queries.ts'
import { type EventRef, paths, type SchedulePart } from '#functions/paths.ts'
import { eventSpeakersCursor, getEventSpeakers } from '#functions/sessions/event-speakers.ts'
import { findMovedSession } from '#functions/sessions/find-moved-session.ts'
import { listPicks, type Picks } from '#functions/sessions/picks.ts'
import { getSchedule, getSession } from '#functions/sessions/queries.ts'
import type { AppEnv } from '../../app-env.ts'
import { knownQuery } from '../../middleware/known-query.ts'
import { redirect } from '../../redirect.ts'
import { findReader, preloadViewer } from '../components/find-reader.ts'
import type { Reader } from '../components/reader.ts'
import { findOr, slugParam } from '../components/slug-param.ts'
import { EventSpeakersPage } from './event-speakers-page.tsx'
import { SchedulePage } from './schedule-page.tsx'
import { sessionJsonLd } from './session-json-ld.ts'
import { SessionMissing } from './session-missing.tsx'
import { SessionPage } from './session-page.tsx'
import { longDay } from './session-words.ts'

/** A name as an organiser wrote it: any text, of which there is no list beforehand. */
const name = z.string().regex(/^\P{Cc}{1,200}$/u)
const query = z
  .object({
    day: z.iso.date().or(z.literal('none')),
    room: name,
    track: name,
    language: z.string().regex(/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i),
    view: z.literal('grid'),
    picks: z.literal('1'),
  })
  .partial()
const speakersQuery = z.object({ after: eventSpeakersCursor }).partial()

/** The programme of an event, its parts, and who is on it. Fixed names come before those of sessions. */
export const sessionRoutes = new Hono<AppEnv>()
  .get('/:year{[0-9]{4}}/:slug/schedule/', knownQuery(query, { personal: ['picks'] }), (c) =>
    renderSchedule(c, c.req.valid('query')),
  )
  .get('/:year{[0-9]{4}}/:slug/speakers/', knownQuery(speakersQuery), (c) =>
    renderSpeakers(c, c.req.valid('query')),
  )
  .get('/:year{[0-9]{4}}/:slug/:session/', renderSession)

async function renderSchedule(c: Context<AppEnv>, part: SchedulePart) {
  const { deps, tags } = c.var
  const { ref, isAsGiven } = readRef(c)
  if (!isAsGiven) return redirect(c, paths.schedule(ref, part), 301)

  const now = deps.now()
  const day = part.day === 'none' ? null : part.day
  const [schedule, { picks, reader }] = await Promise.all([
    findOr(getSchedule(deps.read, ref, { now, day }), () => findMovedEvent(deps.read, ref)),
    findPicks(c, ref),
  ])
  if ('moved' in schedule) return redirect(c, paths.schedule(schedule.moved, part), 301)
  const { event } = schedule
  tags.add(`event-${event.id}`)
  const on = schedule.day === null ? '' : `, ${longDay(schedule.day)}`
  return c.render(<SchedulePage {...{ schedule, part, picks, reader }} />, {
    title: `Schedule of ${event.name}${on}`,
    description: `What is on at ${event.name}${on}: sessions by time, room and track.`,
    canonical: paths.schedule(event, { day: part.day }),
    noindex: Object.entries(part).some(([key, value]) => key !== 'day' && value),
  })
}

async function renderSpeakers(c: Context<AppEnv>, { after }: { after?: string | undefined }) {
  const { deps, tags } = c.var
  const { ref, isAsGiven } = readRef(c)
  if (!isAsGiven) return redirect(c, paths.eventSpeakers(ref), 301)
  const [found] = await Promise.all([
    findOr(getEventSpeakers(deps.read, ref, { after }), () => findMovedEvent(deps.read, ref)),
    preloadViewer(c),
  ])
  if ('moved' in found) return redirect(c, paths.eventSpeakers(found.moved), 301)
  const { event } = found
  tags.add(`event-${event.id}`)
  const onward = after !== undefined
  return c.render(<EventSpeakersPage found={found} onward={onward} />, {
    title: `Speakers at ${event.name}`,
    description: `Who is on the programme of ${event.name}, and with what.`,
    noindex: onward,
  })
}

async function renderSession(c: Context<AppEnv>) {
  const { deps, tags } = c.var
  const { ref, isAsGiven } = readRef(c)
  const given = c.req.param('session') ?? ''
  const slug = slugParam(given, 'This session')
  if (!isAsGiven || given !== slug) return redirect(c, paths.session(ref, slug), 301)

  const askElsewhere = () => findMovedSession(deps.read, { ...ref, session: slug })
  const [page, { picks, reader }] = await Promise.all([
    findOr(getSession(deps.read, ref, slug), askElsewhere),
    findPicks(c, ref),
  ])
  const moved = 'moved' in page ? page.moved : page.session === null ? await askElsewhere() : null
  if (moved) return redirect(c, paths.session(moved, moved.session), 301)
  if ('moved' in page) throw new DomainError('not_found', 'This session was not found')
  const { event, session } = page
  tags.add(`event-${event.id}`)
  if (session === null) {
    c.status(404)
    return c.render(<SessionMissing event={event} />, { title: 'Not found', noindex: true })
  }
  const names = session.credits.map(({ name }) => name).join(', ')
  return c.render(<SessionPage {...{ page, picks, reader }} />, {
    title: `${session.title} at ${event.name}`,
    description: `${names ? `${names}: ` : ''}${session.title}, a session of ${event.name}.`,
    jsonLd: sessionJsonLd(page, deps.config.origin),
    canonical: paths.session(event, slug),
  })
}

function readRef(c: Context<AppEnv>): { ref: EventRef; isAsGiven: boolean } {
  const given = c.req.param('slug') ?? ''
  const slug = slugParam(given, 'This event')
  return { ref: { year: Number(c.req.param('year')), slug }, isAsGiven: given === slug }
}

/** For whom the page is and what they track of the event: asked at once, told only to who is signed in. */
async function findPicks(
  c: Context<AppEnv>,
  ref: EventRef,
): Promise<{ reader: Reader; picks: Picks | null }> {
  const { requester, deps } = c.var
  const { account } = requester
  const [reader, picks] = await Promise.all([
    findReader(c),
    account ? listPicks(deps.read, { account, ref }) : null,
  ])
  return { reader, picks: reader.viewer ? picks : null }
}
