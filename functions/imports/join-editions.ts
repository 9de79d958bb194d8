import { and, eq, inArray, isNull, not, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { events, externalIds, places, series, seriesExternalIds } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import { announcePurge } from '../site/announce-purge.ts'
import { slugify } from '../text/fold.ts'
import { append } from './append.ts'
import { type Editions, groupEditions } from './group-editions.ts'

const SERIES_PER_BATCH = 200
const MAX_SLUG_LENGTH = 60
const MAX_NUMBER = 9

/** How many series the source's events make, how many of these are new, and how many events joined one. */
export type JoinedEditions = { found: number; created: number; joined: number }

/**
 * Makes series of a source's events where that is sure, as `groupEditions` says. A second run changes
 * nothing. An event that is in a series already stays there, and one that a person took out stays out.
 */
export async function joinEditions(stores: Stores, source: string): Promise<JoinedEditions> {
  const groups = groupEditions(await selectImported(stores.write, source))
  const kept = { found: groups.length, created: 0, joined: 0 }
  for (let from = 0; from < groups.length; from += SERIES_PER_BATCH) {
    const batch = groups.slice(from, from + SERIES_PER_BATCH)
    const { created, joined } = await keepBatch(stores, source, batch)
    kept.created += created
    kept.joined += joined
  }
  return kept
}

/** Read once in an import, never for a page: so many events as the source has told of. */
const selectImported = (db: Database, source: string) =>
  db
    .selectDistinctOn([events.id], {
      id: events.id,
      name: events.name,
      website: events.website,
      startsOn: events.startsOn,
      seriesId: events.seriesId,
      city: { id: places.gazetteerId, name: places.name },
    })
    .from(externalIds)
    .innerJoin(events, eq(events.id, externalIds.eventId))
    .leftJoin(places, eq(places.id, events.placeId))
    .where(
      and(eq(externalIds.source, source), not(sql`'series_id' = any(${events.editedColumns})`)),
    )

async function keepBatch(stores: Stores, source: string, groups: readonly Editions[]) {
  const { known, taken } = await findKnown(stores.write, source, groups)
  const added: { row: typeof series.$inferInsert & { id: string }; externalId: string }[] = []
  const joining: { eventId: string; seriesId: string }[] = []
  for (const group of groups) {
    const free = group.events.filter(({ seriesId }) => seriesId === null)
    const seriesId = known.get(group.externalId) ?? (free.length > 1 ? newId() : null)
    if (seriesId === null) continue
    append(
      joining,
      free.map(({ id: eventId }) => ({ eventId, seriesId })),
    )
    if (known.has(group.externalId)) continue
    const slug = slugsFor(group).find((choice) => !taken.has(choice)) ?? `series-${seriesId}`
    taken.add(slug)
    const { externalId, name, website } = group
    added.push({ row: { id: seriesId, slug, name, website }, externalId })
  }
  await commitSeries(stores, source, { added, joining })
  return { created: added.length, joined: joining.length }
}

async function findKnown(db: Database, source: string, groups: readonly Editions[]) {
  const names = groups.map(({ externalId }) => externalId)
  const [known, taken] = await db.batch([
    db
      .select({ externalId: seriesExternalIds.externalId, id: seriesExternalIds.seriesId })
      .from(seriesExternalIds)
      .where(
        and(eq(seriesExternalIds.source, source), inArray(seriesExternalIds.externalId, names)),
      ),
    db
      .select({ slug: series.slug })
      .from(series)
      .where(inArray(series.slug, groups.flatMap(slugsFor))),
  ])
  return {
    known: new Map(known.map(({ externalId, id }) => [externalId, id])),
    taken: new Set(taken.map(({ slug }) => slug)),
  }
}

/** The name, or else with the site, or else with a number. */
function slugsFor({ name, host }: Editions): string[] {
  const site = slugify(host.replace(/\.[a-z]+$/, '')) || 'conference'
  const base = cut(slugify(name) || site)
  const sited = cut(`${base}-${site}`)
  const numbers = Array.from({ length: MAX_NUMBER - 1 }, (_, index) => `${sited}-${index + 2}`)
  return [base, sited, ...numbers]
}

const cut = (slug: string) => slug.slice(0, MAX_SLUG_LENGTH).replace(/-+$/, '')

type Planned = {
  readonly added: readonly {
    row: typeof series.$inferInsert & { id: string }
    externalId: string
  }[]
  readonly joining: readonly { eventId: string; seriesId: string }[]
}

async function commitSeries(
  { write: db, commit }: Stores,
  source: string,
  { added, joining }: Planned,
): Promise<void> {
  if (joining.length === 0) return
  const pairs = sql.join(
    joining.map(({ eventId, seriesId }) => sql`(${eventId}::uuid, ${seriesId}::uuid)`),
    sql`, `,
  )
  const join = db
    .update(events)
    .set({ seriesId: sql`joining.series_id`, updatedAt: sql`now()` })
    .from(sql`(values ${pairs}) as joining (event_id, series_id)`)
    .where(and(sql`${events.id} = joining.event_id`, isNull(events.seriesId)))
  const names = added.map(({ externalId, row }) => ({ source, externalId, seriesId: row.id }))
  const statements: Statement[] = [join]
  if (added.length > 0)
    statements.unshift(
      db.insert(series).values(added.map(({ row }) => row)),
      db.insert(seriesExternalIds).values(names),
    )
  const touched = joining.flatMap(({ eventId, seriesId }) => [
    `event-${eventId}`,
    `series-${seriesId}`,
  ])
  await commit(statements, { messages: announcePurge([...new Set(touched), 'series']) })
}
