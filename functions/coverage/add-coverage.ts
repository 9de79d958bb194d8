import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { newId } from '#db/id.ts'
import { coverage, coverageKinds, events, sessions } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import type { Actor, Deps } from '../deps.ts'
import { DomainError, notFound } from '../errors.ts'
import { isShownAt } from '../events/visibility.ts'
import { message } from '../messages.ts'
import type { EventRef } from '../paths.ts'
import { rateLimit } from '../rate-limits.ts'
import { readPublicUrl } from '../web/public-url.ts'
import { announceCoverage } from './announce-coverage.ts'
import { guessKind } from './kinds.ts'
import { playerUrlOf } from './players.ts'
import { coverageUrlKey } from './url-key.ts'

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
  const { eventId, sessionId } = await findPlace(deps, ref, input.session)
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
  const limits = [rateLimit('add-coverage', actor.accountId)]
  await deps.commit([add], { actor, messages, limits }).catch((error) => {
    if (violates(error, 'coverage_event_id_events_id_fk')) throw notFound('This event')
    if (violates(error, 'coverage_session_id_sessions_id_fk')) throw noSuchSession()
    throw error
  })
}

const noSuchSession = () =>
  new DomainError('conflict', 'That session is not on the programme any more. Choose again', {
    field: 'session',
  })

/** One trip: the event and the session. */
async function findPlace(deps: Deps, ref: EventRef, slug: string) {
  const isEvent = isShownAt(ref)
  const [[event], [session]] = await deps.write.batch([
    deps.write.select({ id: events.id }).from(events).where(isEvent),
    deps.write
      .select({ id: sessions.id })
      .from(sessions)
      .innerJoin(events, eq(events.id, sessions.eventId))
      .where(and(isEvent, eq(sessions.slug, slug))),
  ])
  if (!event) throw notFound('This event')
  if (slug !== '' && !session) throw noSuchSession()
  return { eventId: event.id, sessionId: session?.id ?? null }
}
