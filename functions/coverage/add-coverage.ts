import { and, eq, gt, sql } from 'drizzle-orm'
import * as z from 'zod'
import { newId } from '#db/id.ts'
import { coverage, coverageKinds, events, sessions } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { Actor, Deps } from '../deps.ts'
import { conflict, notFound, tooMany } from '../errors.ts'
import { message } from '../messages.ts'
import type { EventRef } from '../paths.ts'
import { readPublicUrl } from '../web/public-url.ts'
import { announceCoverage } from './announce-coverage.ts'
import { isVisible } from './coverage-columns.ts'
import { guessKind } from './kinds.ts'
import { playerUrlOf } from './players.ts'
import { coverageUrlKey } from './url-key.ts'

/** Links that one person may add in an hour. */
export const ADD_LIMIT = 60
const WINDOW_S = 3600

/** What somebody types. An address without `https://` gets it; an open kind is guessed. */
export const newCoverage = z.object({
  url: z
    .string()
    .trim()
    .transform((text) => (/^[\w.-]+\.[a-z]{2,}(\/|$)/i.test(text) ? `https://${text}` : text))
    .refine(
      (text) => readPublicUrl(text) !== null,
      'That is no address on the web. Paste a whole link',
    ),
  kind: z.enum(['', ...coverageKinds], 'Choose one of these').default(''),
  session: z.string().max(200).default(''),
})
type Input = { actor: Actor; ref: EventRef } & z.infer<typeof newCoverage>

/**
 * Adds a link to what there is of an event, or of one of its sessions by slug. The same address in
 * another spelling, at the same place and of the same kind, is there already: nothing changes.
 * Throws not_found, `conflict` for a session that is not on this programme, `too_many`, and
 * `sign_in_required` when the session has ended.
 */
export async function addCoverage(deps: Deps, { actor, ref, ...input }: Input): Promise<void> {
  const { eventId, sessionId } = await findPlace(deps, actor, ref, input.session)
  const url = new URL(input.url)
  const id = newId()
  const add = deps.write
    .insert(coverage)
    .values({
      id,
      eventId,
      sessionId,
      kind: input.kind || guessKind(url),
      url: url.href,
      urlKey: coverageUrlKey(url.href),
      playerUrl: playerUrlOf(url.href),
      addedById: actor.personId,
      createdAt: deps.now(),
    })
    .onConflictDoNothing()
  const messages = [message('describe-coverage', { coverageId: id }), ...announceCoverage(eventId)]
  await deps.commit([add], { actor, messages }).catch((error) => {
    if (violates(error, 'coverage_event_id_events_id_fk')) throw notFound('This event')
    if (violates(error, 'coverage_session_id_sessions_id_fk')) throw noSuchSession()
    throw error
  })
}

const noSuchSession = () => conflict('That session is not on the programme any more. Choose again')

/** One trip: the event, the session, and how many links this person has added of late. */
async function findPlace(deps: Deps, { personId }: Actor, ref: EventRef, slug: string) {
  const isEvent = and(eq(events.year, ref.year), eq(events.slug, ref.slug), isVisible)
  const since = new Date(deps.now().getTime() - WINDOW_S * 1000)
  const isRecent = and(eq(coverage.addedById, personId), gt(coverage.createdAt, since))
  const [[event], [session], [recent]] = await deps.write.batch([
    deps.write.select({ id: events.id }).from(events).where(isEvent),
    deps.write
      .select({ id: sessions.id })
      .from(sessions)
      .innerJoin(events, eq(events.id, sessions.eventId))
      .where(and(isEvent, eq(sessions.slug, slug))),
    deps.write
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(coverage)
      .where(isRecent),
  ])
  if (!event) throw notFound('This event')
  if (slug !== '' && !session) throw noSuchSession()
  if (recent && recent.count >= ADD_LIMIT)
    throw tooMany('That is a lot of links in an hour. Go on in a while', WINDOW_S, 'add-coverage')
  return { eventId: event.id, sessionId: session?.id ?? null }
}
