import type { Database } from '#db/client.ts'
import { events } from '#db/schema/index.ts'
import { city, country, eventColumns, withPlace } from './event-columns.ts'
import { isShownAt, type RefBlanks } from './visibility.ts'

/** For a page's own batch: the event at an address, as an `EventSummary`; no row where people may see none. */
export const selectEvent = (db: Database, ref: RefBlanks) =>
  db
    .select(eventColumns)
    .from(events)
    .leftJoin(city, withPlace.city)
    .leftJoin(country, withPlace.country)
    .where(isShownAt(ref))

/** Its id, as a subquery. */
export const idOfEvent = (db: Database, ref: RefBlanks) =>
  db.select({ id: events.id }).from(events).where(isShownAt(ref))
