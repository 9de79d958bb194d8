import { asc, eq, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { events, scheduleSubscriptions } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import { DomainError, notFound } from '../errors.ts'
import { findEventByRef } from '../imports/programmes/find-event.ts'
import type { EventRef } from '../paths.ts'
import { readPublicUrl } from '../web/public-url.ts'

/**
 * Has the schedule at `url` read from the next minute on, until the event is over. An event has one:
 * another address takes the place of the first. Throws `not_found`, and `invalid` for what is no
 * address on the public web.
 */
export async function subscribe({ write, commit }: Stores, ref: EventRef, url: string) {
  const address = readPublicUrl(url)
  if (!address) throw new DomainError('invalid', `${url} is not an address on the public web`)
  const event = await findEventByRef(write, ref)
  if (!event) throw notFound(`The event ${ref.year}/${ref.slug}`)
  const fresh = {
    ...{ url: address.href, etag: null, lastModified: null, failures: 0, lastError: null },
    nextAt: sql`now()`,
  }
  await commit([
    write
      .insert(scheduleSubscriptions)
      .values({ id: newId(), eventId: event.id, ...fresh })
      .onConflictDoUpdate({ target: scheduleSubscriptions.eventId, set: fresh }),
  ])
  return { event: `${event.year}/${event.slug}`, url: address.href }
}

/** Stops reading an event's schedule; what was read stays. Throws `not_found` for no event or subscription. */
export async function unsubscribe({ write, commit }: Stores, ref: EventRef): Promise<void> {
  const event = await findEventByRef(write, ref)
  if (!event) throw notFound(`The event ${ref.year}/${ref.slug}`)
  const [gone] = await commit([
    write
      .delete(scheduleSubscriptions)
      .where(eq(scheduleSubscriptions.eventId, event.id))
      .returning({ id: scheduleSubscriptions.id }),
  ])
  if (gone.length === 0) throw notFound(`A subscription of ${ref.year}/${ref.slug}`)
}

const LISTED = 500

/** Whose schedules are read, and how that goes: the next one due first. */
export const listSubscriptions = (db: Database) =>
  db
    .select({
      year: events.year,
      slug: events.slug,
      url: scheduleSubscriptions.url,
      fetchedAt: scheduleSubscriptions.fetchedAt,
      changedAt: scheduleSubscriptions.changedAt,
      nextAt: scheduleSubscriptions.nextAt,
      failures: scheduleSubscriptions.failures,
      lastError: scheduleSubscriptions.lastError,
    })
    .from(scheduleSubscriptions)
    .innerJoin(events, eq(events.id, scheduleSubscriptions.eventId))
    .orderBy(asc(scheduleSubscriptions.nextAt))
    .limit(LISTED)
