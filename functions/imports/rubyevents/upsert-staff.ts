import { and, eq, inArray } from 'drizzle-orm'
import { eventStaff, personExternalIds } from '#db/schema/index.ts'
import type { Stores } from '../../deps.ts'
import { announcePurge } from '../../site/announce-purge.ts'
import { fold } from '../../text/fold.ts'
import type { Edition } from './parse-edition.ts'
import type { SpeakerBook } from './speaker-book.ts'
import type { Outcome } from './tally.ts'

const SOURCE = 'rubyevents'
const MAX_STAFF = 500

/**
 * Adds to an event's staff whom the source names and who is not there yet, behind those who are. Who
 * is in the book of speakers and has a person is tied to that one; nobody else is.
 */
export async function upsertStaff(
  { write: db, commit }: Stores,
  staff: Edition['staff'],
  { eventId, book }: { readonly eventId: string; readonly book: SpeakerBook },
): Promise<Outcome[]> {
  if (staff.length === 0) return []
  const slugs = staff.flatMap(({ name }) => book.get(name)?.slug ?? [])
  const [known, people] = await db.batch([
    db.select().from(eventStaff).where(eq(eventStaff.eventId, eventId)),
    db
      .select({ slug: personExternalIds.externalId, id: personExternalIds.personId })
      .from(personExternalIds)
      .where(
        and(eq(personExternalIds.source, SOURCE), inArray(personExternalIds.externalId, slugs)),
      ),
  ])
  const personBySlug = new Map(people.map(({ slug, id }) => [slug, id]))
  const seen = new Set(known.map(keyOf))
  const start = Math.max(-1, ...known.map(({ position }) => position)) + 1
  const added: (typeof eventStaff.$inferInsert)[] = []
  const outcomes = staff.slice(0, MAX_STAFF).map((member): Outcome => {
    if (seen.has(keyOf(member))) return 'unchanged'
    seen.add(keyOf(member))
    const personId = personBySlug.get(book.get(member.name)?.slug ?? '') ?? null
    added.push({ ...member, eventId, position: start + added.length, personId })
    return 'created'
  })
  const messages = announcePurge([`event-${eventId}`])
  if (added.length > 0) await commit([db.insert(eventStaff).values(added)], { messages })
  return outcomes
}

const keyOf = ({ name, role }: { readonly name: string; readonly role: string }) =>
  `${fold(role)} / ${fold(name) || name}`
