import { asc, count } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { events, places, topics } from '#db/schema/index.ts'
import { isPublic } from '../events/event-columns.ts'
import { paths } from '../paths.ts'

export type SitemapUrl = { readonly path: string; readonly updatedAt: Date | null }

/** Well under the 50,000 that the protocol allows, so that a file stays one quick query. */
const EVENTS_PER_CHUNK = 5_000
const MAX_TOPICS = 5_000
const MAX_PLACES = 20_000

/** Public. How many sitemap files there are: chunk 0, and as many as the events fill. */
export async function countSitemapChunks(db: Database): Promise<number> {
  const [row] = await db.select({ count: count() }).from(events).where(isPublic)
  return 1 + Math.ceil((row?.count ?? 0) / EVENTS_PER_CHUNK)
}

/** Public. Chunk 0 has the lists, topics and places; the others the events, oldest row first. */
export async function listSitemapUrls(
  db: Database,
  { chunk }: { chunk: number },
): Promise<SitemapUrl[]> {
  if (chunk === 0) return await listSections(db)
  const rows = await db
    .select({ year: events.year, slug: events.slug, updatedAt: events.updatedAt })
    .from(events)
    .where(isPublic)
    .orderBy(asc(events.id))
    .limit(EVENTS_PER_CHUNK)
    .offset((chunk - 1) * EVENTS_PER_CHUNK)
  return rows.map((row) => ({ path: paths.event(row), updatedAt: row.updatedAt }))
}

async function listSections(db: Database): Promise<SitemapUrl[]> {
  const [topicRows, placeRows] = await db.batch([
    db.select({ slug: topics.slug }).from(topics).orderBy(asc(topics.slug)).limit(MAX_TOPICS),
    db.select({ slug: places.slug }).from(places).orderBy(asc(places.slug)).limit(MAX_PLACES),
  ])
  const all = [
    paths.home(),
    paths.conferences(),
    paths.topics(),
    paths.places(),
    ...topicRows.map(({ slug }) => paths.topic(slug)),
    ...placeRows.map(({ slug }) => paths.place(slug)),
  ]
  return all.map((path) => ({ path, updatedAt: null }))
}
