import { and, eq } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { events } from '#db/schema/index.ts'
import { notFound } from '../errors.ts'
import type { EventRef } from '../paths.ts'

/** Public. The id of the event with this address. Throws not_found when there is none. */
export async function findEventId(db: Database, { year, slug }: EventRef): Promise<string> {
  const [event] = await db
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.year, year), eq(events.slug, slug)))
  if (!event) throw notFound(`The event ${year}/${slug}`)
  return event.id
}
