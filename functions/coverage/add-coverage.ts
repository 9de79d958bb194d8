import { and, desc, eq, isNull, sql } from 'drizzle-orm'
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
import { isSameDocument } from './same-document.ts'
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

/** Which item it is now, and whether it was there already. */
export type Added = { readonly id: string; readonly isNew: boolean }

/**
 * Adds a link to what there is of an event, or of one of its sessions by slug. The same address in
 * another spelling, or the same document in another form, at the same place and of the same kind, is there
 * already: nothing changes. Of an event as a whole a form is one of the same host. Throws not_found, `conflict` for a session that is not on this programme, `too_many`, and
 * `sign_in_required` when the session has ended.
 */
export async function addCoverage(deps: Deps, { actor, ref, ...input }: Input): Promise<Added> {
  const { eventId, sessionId, documents } = await findPlace(deps, ref, input.session)
  const url = new URL(input.url)
  const kind = input.kind || guessKind(url)
  const form = documents.find(
    (other) =>
      isSameDocument(other, { kind, url: url.href }) &&
      // Many people call their files `slides.pdf`: only of one session they are likely to be one.
      (sessionId !== null || new URL(other.url).host === url.host),
  )
  if (form) return { id: form.id, isNew: false }
  const [id, urlKey] = [newId(), coverageUrlKey(url.href)]
  const add = deps.write
    .insert(coverage)
    .values({
      id,
      eventId,
      sessionId,
      kind,
      url: url.href,
      urlKey,
      playerUrl: playerUrlOf(url.href),
      addedById: actor.personId,
      createdAt: deps.now(),
    })
    .onConflictDoNothing()
  const there = deps.write
    .select({ id: coverage.id })
    .from(coverage)
    .where(
      and(
        eq(coverage.eventId, eventId),
        sql`${coverage.sessionId} is not distinct from ${sessionId}::uuid`,
        eq(coverage.kind, kind),
        eq(coverage.urlKey, urlKey),
      ),
    )
  const messages = [message('describe-coverage', { coverageId: id }), ...announceCoverage(eventId)]
  const limits = [rateLimit('add-coverage', actor.accountId)]
  const [, [item]] = await deps.commit([add, there], { actor, messages, limits }).catch((error) => {
    if (violates(error, 'coverage_event_id_events_id_fk')) throw notFound('This event')
    if (violates(error, 'coverage_session_id_sessions_id_fk')) throw noSuchSession()
    throw error
  })
  if (!item) throw new Error('What was added is not there')
  return { id: item.id, isNew: item.id === id }
}

const noSuchSession = () =>
  new DomainError('conflict', 'That session is not on the programme any more. Choose again', {
    field: 'session',
  })

/** A session has no more, and of an event as a whole what came last is compared. */
const COMPARED = 200

/** One trip: the event, the session, and what there is of it already. */
async function findPlace(deps: Deps, ref: EventRef, slug: string) {
  const isEvent = isShownAt(ref)
  const [[event], [session], documents] = await deps.write.batch([
    deps.write.select({ id: events.id }).from(events).where(isEvent),
    deps.write
      .select({ id: sessions.id })
      .from(sessions)
      .innerJoin(events, eq(events.id, sessions.eventId))
      .where(and(isEvent, eq(sessions.slug, slug))),
    deps.write
      .select({ id: coverage.id, kind: coverage.kind, url: coverage.url })
      .from(coverage)
      .innerJoin(events, eq(events.id, coverage.eventId))
      .leftJoin(sessions, eq(sessions.id, coverage.sessionId))
      .where(and(isEvent, slug === '' ? isNull(coverage.sessionId) : eq(sessions.slug, slug)))
      .orderBy(desc(coverage.id))
      .limit(COMPARED),
  ])
  if (!event) throw notFound('This event')
  if (slug !== '' && !session) throw noSuchSession()
  return { eventId: event.id, sessionId: session?.id ?? null, documents }
}
