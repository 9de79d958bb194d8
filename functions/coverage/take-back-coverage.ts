import { and, eq } from 'drizzle-orm'
import { coverage, events, sessions } from '#db/schema/index.ts'
import type { Actor, Deps } from '../deps.ts'
import { DomainError, notFound } from '../errors.ts'
import type { EventRef } from '../paths.ts'
import { announceCoverage } from './announce-coverage.ts'

type Input = { readonly actor: Actor; readonly id: string }

/** What it was of. The slug is that of the session, if it was of one. */
export type TakenBack = { readonly ref: EventRef; readonly session: string | undefined }

/**
 * Takes away a link that its adder no longer wants here. Throws not_found for one that is not there, `forbidden`
 * for what somebody else or an import added, and `sign_in_required` when the session has ended.
 */
export async function takeBackCoverage(deps: Deps, { actor, id }: Input): Promise<TakenBack> {
  const [item] = await deps.write
    .select({
      addedById: coverage.addedById,
      eventId: coverage.eventId,
      ref: { year: events.year, slug: events.slug },
      session: sessions.slug,
    })
    .from(coverage)
    .innerJoin(events, eq(events.id, coverage.eventId))
    .leftJoin(sessions, eq(sessions.id, coverage.sessionId))
    .where(eq(coverage.id, id))
  if (!item) throw notFound('This link')
  if (item.addedById !== actor.personId)
    throw new DomainError('forbidden', 'Only who added it can take it back. You can report it')
  // Asked again in the write: a merge may have made it somebody else's meanwhile.
  const isOwn = and(eq(coverage.id, id), eq(coverage.addedById, actor.personId))
  await deps.commit([deps.write.delete(coverage).where(isOwn)], {
    actor,
    messages: announceCoverage(item.eventId),
  })
  return { ref: item.ref, session: item.session ?? undefined }
}
