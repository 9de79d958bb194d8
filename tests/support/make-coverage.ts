import { newId } from '#db/id.ts'
import { coverage } from '#db/schema/index.ts'
import { coverageUrlKey } from '#functions/coverage/url-key.ts'
import { db } from './database.ts'

/** A link to something about an event, or about one of its sessions. */
export async function makeCoverage(
  fields: Partial<typeof coverage.$inferInsert> & { eventId: string },
) {
  const id = fields.id ?? newId()
  const url = fields.url ?? `https://example.org/${id}`
  const item = {
    kind: 'video' as const,
    title: `Coverage ${id}`,
    urlKey: coverageUrlKey(url),
    createdAt: new Date('2026-05-30T10:00:00Z'),
    describedAt: new Date('2026-05-30T10:00:00Z'),
    ...fields,
    ...{ id, url },
  }
  await db.insert(coverage).values(item)
  return item
}
