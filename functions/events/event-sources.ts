import { asc, eq, max } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { events, externalIds } from '#db/schema/index.ts'
import { isShownAt, type RefBlanks } from './visibility.ts'

const SOURCES_SHOWN = 10

/** Where what we know of an event comes from, as importers call it. */
export type EventSource = {
  readonly source: string
  /** When it last told of the event; null where nobody wrote that down. */
  readonly readAt: Date | null
}

/** For an event page's own batch: the sources that tell of the event, each once, by however many names it does. */
export const selectSources = (db: Database, ref: RefBlanks) =>
  db
    .select({ source: externalIds.source, readAt: max(externalIds.readAt) })
    .from(events)
    .innerJoin(externalIds, eq(externalIds.eventId, events.id))
    .where(isShownAt(ref))
    .groupBy(externalIds.source)
    .orderBy(asc(externalIds.source))
    .limit(SOURCES_SHOWN)
