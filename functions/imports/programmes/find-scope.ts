import { and, eq, like } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { sessionExternalIds, sessions } from '#db/schema/index.ts'
import type { ProgrammeSession } from '../programme-record.ts'
import { type ProgrammeKind, sourceOf } from './source.ts'

type Target = { readonly kind: ProgrammeKind; readonly eventId: string }

/**
 * The event within which this source's names mean something. That is the event itself, unless two
 * were merged into it and this is the programme of the one that went: then its sessions still go by
 * the names of then, of which the programme knows the most.
 */
export async function findScope(
  db: Database,
  incoming: readonly ProgrammeSession[],
  { kind, eventId }: Target,
): Promise<string> {
  const own = sourceOf(kind, eventId)
  if (own === kind) return eventId
  const known = await db
    .select({
      source: sessionExternalIds.source,
      externalId: sessionExternalIds.externalId,
      title: sessions.title,
    })
    .from(sessionExternalIds)
    .innerJoin(sessions, eq(sessions.id, sessionExternalIds.sessionId))
    .where(and(eq(sessions.eventId, eventId), like(sessionExternalIds.source, `${kind}:%`)))
  const titles = new Map(incoming.map(({ externalId, title }) => [externalId, title]))
  const bySource = Map.groupBy(known, ({ source }) => source)
  const scores = [...bySource].map(([source, names]) => ({
    source,
    // Two programmes may number their sessions alike: titles tell which of them this is.
    titles: names.filter(({ externalId, title }) => titles.get(externalId) === title).length,
    names: names.filter(({ externalId }) => titles.has(externalId)).length,
    own: Number(source === own),
  }))
  const [best] = scores.sort(
    (a, b) =>
      b.titles - a.titles || b.names - a.names || b.own - a.own || (a.source < b.source ? -1 : 1),
  )
  return best && best.names > 0 ? best.source.slice(kind.length + 1) : eventId
}
