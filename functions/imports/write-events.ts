import { sql } from 'drizzle-orm'
import { isAboutContent } from '#db/failures.ts'
import { calls, events, eventTopics, externalIds } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import { announceEvents } from '../site/announce-purge.ts'
import type { Remark } from './conference.ts'
import type { SourceEvent } from './merge.ts'
import { columnName, unlessEdited } from './unless-edited.ts'

/** What is to be written for one event of a source. */
export type EventWrite = {
  readonly event: SourceEvent
  readonly row: typeof events.$inferInsert & { readonly id: string }
  /** Null when nothing of its call is to be written. */
  readonly call: typeof calls.$inferInsert | null
  readonly ties: readonly (typeof eventTopics.$inferInsert)[]
  readonly isNew: boolean
}

/** What a later import may change. The year, the slug and what people added here stay. */
const overwritten = {
  ...Object.fromEntries(
    (
      [
        ...([
          'name',
          'startsOn',
          'endsOn',
          'zone',
          'attendanceMode',
          'placeId',
          'website',
        ] as const),
        ...([
          'codeOfConductUrl',
          'languages',
          'xHandle',
          'mastodonHandle',
          'blueskyHandle',
        ] as const),
      ] as const
    ).map((property) => {
      const name = columnName(property)
      return [
        property,
        unlessEdited(events, events[property], { name, value: sql.raw(`excluded.${name}`) }),
      ]
    }),
  ),
  updatedAt: sql`now()`,
}

const overwrittenCall = { url: sql`excluded.url`, deadline: sql`excluded.deadline` }

export type Written = { created: number; updated: number; rejected: Remark[] }

/**
 * Writes events, all of a batch or none. Should the database refuse a batch for what one of its rows
 * says, the batch is halved until that row stands alone and can be rejected.
 */
export async function writeEvents(
  stores: Stores,
  source: string,
  writes: readonly EventWrite[],
): Promise<Written> {
  if (writes.length === 0) return { created: 0, updated: 0, rejected: [] }
  try {
    await writeBatch(stores, source, writes)
  } catch (error) {
    if (!isAboutContent(error)) throw error
    return await writeHalves(stores, source, writes, error)
  }
  const created = writes.filter((write) => write.isNew).length
  return { created, updated: writes.length - created, rejected: [] }
}

async function writeHalves(
  stores: Stores,
  source: string,
  writes: readonly EventWrite[],
  error: unknown,
): Promise<Written> {
  const [only] = writes
  if (only && writes.length === 1) {
    const { file, line } = only.event.at
    const reason = `The database refused it: ${error instanceof Error ? error.message : error}`
    return { created: 0, updated: 0, rejected: [{ file, line, reason }] }
  }
  const middle = writes.length >> 1
  const first = await writeEvents(stores, source, writes.slice(0, middle))
  const second = await writeEvents(stores, source, writes.slice(middle))
  return {
    created: first.created + second.created,
    updated: first.updated + second.updated,
    rejected: [...first.rejected, ...second.rejected],
  }
}

async function writeBatch(
  { write: db, commit }: Stores,
  source: string,
  writes: readonly EventWrite[],
) {
  const incoming = writes.flatMap(({ call }) => (call ? [{ ...call, source }] : []))
  const ties = writes.flatMap((write) => write.ties)
  const ids = writes.map(({ event, row }) => ({
    ...{ source, externalId: event.externalId, eventId: row.id },
  }))
  const statements = [
    db
      .insert(events)
      .values(writes.map(({ row }) => row))
      .onConflictDoUpdate({ target: events.id, set: overwritten }),
    db
      .insert(externalIds)
      .values(ids)
      .onConflictDoUpdate({
        target: [externalIds.source, externalIds.externalId],
        set: { eventId: sql`excluded.event_id` },
      }),
    ...(incoming.length > 0
      ? [
          db
            .insert(calls)
            .values(incoming)
            .onConflictDoUpdate({ target: calls.id, set: overwrittenCall }),
        ]
      : []),
    ...(ties.length > 0 ? [db.insert(eventTopics).values(ties).onConflictDoNothing()] : []),
  ]
  await commit(statements, { messages: announceEvents(writes.map(({ row }) => row.id)) })
}
