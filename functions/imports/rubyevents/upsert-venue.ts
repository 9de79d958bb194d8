import { eq, inArray, sql } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { eventVenues, venues } from '#db/schema/index.ts'
import type { Stores } from '../../deps.ts'
import { announcePurge } from '../../site/announce-purge.ts'
import { fold, slugify } from '../../text/fold.ts'
import { cleanText } from '../clean.ts'
import type { VenueRecord } from './records.ts'
import type { Outcome } from './tally.ts'
import { freeSlug } from './upsert-series.ts'

const MAX_DEGREES_APART = 0.01

/**
 * Makes sure that the event has its venue: the house of that name in that city, at the same spot where
 * both spots are known, or a new one. What is known of a house stays; the rest is filled in.
 */
export async function upsertVenue(
  { write: db, commit }: Stores,
  { name, url, instructions, address, coordinates }: VenueRecord,
  { eventId, placeId }: { readonly eventId: string; readonly placeId: string },
): Promise<Outcome> {
  const [inCity, tied] = await db.batch([
    db.select().from(venues).where(eq(venues.placeId, placeId)),
    db.select().from(eventVenues).where(eq(eventVenues.eventId, eventId)),
  ])
  const incoming = {
    address: address?.display ?? null,
    latitude: coordinates?.latitude ?? null,
    longitude: coordinates?.longitude ?? null,
    website: url,
    arrival: instructions,
  }
  const known = inCity.find(
    (venue) =>
      fold(venue.name) === fold(name) &&
      isNear(venue.latitude, incoming.latitude) &&
      isNear(venue.longitude, incoming.longitude),
  )
  const id = known?.id ?? newId()
  const isTied = tied.some(({ venueId }) => venueId === id)
  const filled = Object.entries(incoming).filter(
    ([column, value]) => value !== null && known?.[column as keyof typeof incoming] === null,
  )
  if (known && isTied && filled.length === 0) return 'unchanged'
  const taken = new Set(inCity.map(({ slug }) => slug))
  const slug = freeSlug(slugify(name) || 'venue', taken)
  // Places below the others that somebody has given the event.
  const position = tied.length
  await commit(
    [
      known
        ? db
            .update(venues)
            .set(filled.length > 0 ? Object.fromEntries(filled) : { name: sql`${venues.name}` })
            .where(inArray(venues.id, [id]))
        : db.insert(venues).values({ id, placeId, slug, name: cleanText(name), ...incoming }),
      db.insert(eventVenues).values({ eventId, venueId: id, position }).onConflictDoNothing(),
    ],
    { messages: announcePurge([`event-${eventId}`, `venue-${id}`]) },
  )
  return known ? 'updated' : 'created'
}

const isNear = (one: number | null, other: number | null) =>
  one === null || other === null || Math.abs(one - other) <= MAX_DEGREES_APART
