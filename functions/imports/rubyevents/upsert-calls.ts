import { isDeepStrictEqual } from 'node:util'
import { eq, sql } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { calls } from '#db/schema/index.ts'
import { ANYWHERE, endOfDay } from '../../calls/deadline.ts'
import type { Stores } from '../../deps.ts'
import { announcePurge } from '../../site/announce-purge.ts'
import { instantOf } from '../../time/wall-clock.ts'
import type { CallRecord } from './records.ts'
import type { Outcome } from './tally.ts'

const SOURCE = 'rubyevents'

type Row = typeof calls.$inferInsert & { readonly id: string }

/**
 * Brings the calls of an event to what the source says. A closing day without a time lasts until it
 * has ended anywhere on earth; a time is that of the event's zone. Calls of others stay as they are.
 */
export async function upsertCalls(
  { write: db, commit }: Stores,
  records: readonly CallRecord[],
  { eventId, zone }: { readonly eventId: string; readonly zone: string },
): Promise<Outcome[]> {
  if (records.length === 0) return []
  const known = await db.select().from(calls).where(eq(calls.eventId, eventId))
  const incoming = new Map<string, Row>()
  for (const record of records) {
    const row = toRow(record, { eventId, zone })
    // Two rounds at one address are one call, open until the later ends.
    const before = incoming.get(keyOf(row))
    const isLater = !before || (row.deadline ?? NEVER) > (before.deadline ?? NEVER)
    if (isLater) incoming.set(keyOf(row), row)
  }
  const writes: Row[] = []
  const outcomes = [...incoming.values()].map((row): Outcome => {
    const before = known.find((call) => keyOf(call) === keyOf(row))
    if (!before) {
      writes.push(row)
      return 'created'
    }
    const { id, createdAt, ...said } = before
    const same = { ...said, ...row, id: undefined }
    if (before.source !== SOURCE || isDeepStrictEqual({ ...said, id: undefined }, same))
      return 'unchanged'
    writes.push({ ...row, id })
    return 'updated'
  })
  if (writes.length > 0)
    await commit(
      [
        db
          .insert(calls)
          .values(writes)
          .onConflictDoUpdate({
            target: [calls.eventId, calls.kind, calls.url],
            set: {
              opensAt: sql`excluded.opens_at`,
              deadline: sql`excluded.deadline`,
              deadlineZone: sql`excluded.deadline_zone`,
              deadlineIsDay: sql`excluded.deadline_is_day`,
              note: sql`excluded.note`,
            },
          }),
      ],
      { messages: announcePurge([`event-${eventId}`, 'calls']) },
    )
  return outcomes
}

const NEVER = new Date(8.64e15)
const keyOf = ({ kind, url }: Pick<Row, 'kind' | 'url'>) => `${kind} ${url}`

function toRow(
  { name, link, open_date, close_date }: CallRecord,
  { eventId, zone }: { readonly eventId: string; readonly zone: string },
): Row {
  return {
    ...{ id: newId(), eventId, kind: kindOf(name ?? ''), url: link, source: SOURCE },
    opensAt: open_date ? instantOf(`${open_date} 00:00:00`, zone) : null,
    ...deadlineOf(close_date, zone),
    // The usual name says nothing.
    note: name && !/^call for (?:proposals|papers|speakers)$/i.test(name) ? name : null,
  }
}

function kindOf(name: string): Row['kind'] {
  if (/volunteer/i.test(name)) return 'volunteers'
  if (/sponsor/i.test(name)) return 'sponsors'
  if (/workshop/i.test(name)) return 'workshops'
  return /papers?\b/i.test(name) ? 'papers' : 'speakers'
}

function deadlineOf(text: string | null, zone: string) {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d)?)?/.exec(text ?? '')
  const [, day, time] = match ?? []
  if (!day || Number.isNaN(Date.parse(day)))
    return { deadline: null, deadlineZone: ANYWHERE, deadlineIsDay: false }
  if (!time) return { deadline: endOfDay(day), deadlineZone: ANYWHERE, deadlineIsDay: true }
  return {
    deadline: instantOf(`${day} ${time}:00`, zone),
    deadlineZone: zone,
    deadlineIsDay: false,
  }
}
