import { and, eq, sql } from 'drizzle-orm'
import { newId } from '#db/id.ts'
import { attendances, eventRedirects, events } from '#db/schema/index.ts'
import type { Stores } from '../deps.ts'
import { conflict, notFound } from '../errors.ts'
import { lockBoth, logMerge, type Merged } from '../merges/merge-log.ts'
import { moveTie } from '../merges/tie.ts'
import type { EventRef } from '../paths.ts'
import { announceEventMerge } from './announce-event-merge.ts'
import { eventTies } from './event-ties.ts'
import { moveProgramme, programmeLog, programmeTies } from './move-programme.ts'
import { moveReports, reportsLog } from './move-reports.ts'

type Input = { gone: EventRef; kept: EventRef }

/**
 * Makes one event of two: whatever is tied to `gone` is tied to `kept` from now on, and its addresses
 * redirect, those of its sessions too. What `kept` says of itself stands, and so does its own where both
 * have the same: a person who attends, a topic, a venue, a schedule that is read again. `unmergeEvents`
 * takes it back. Throws `not_found`, and `conflict` when both are the same.
 */
export async function mergeEvents(deps: Stores, { gone, kept }: Input): Promise<Merged> {
  const [goneId, keptId] = await Promise.all([findId(deps, gone), findId(deps, kept)])
  if (goneId === keptId) throw conflict('Those two are the same event already')
  const merged = { mergeId: newId(), goneId, keptId }
  const { write } = deps
  const messages = await announceEventMerge(
    deps,
    merged,
    sql`(select person_id from ${attendances} where event_id = ${goneId}::uuid)`,
  )
  const ties = [...programmeTies, ...eventTies]
  const goneHandle = `${gone.year}/${gone.slug}`
  await deps.commit(
    [
      lockBoth(write, 'events', merged),
      logMerge(write, {
        ...{ ...merged, noun: 'event', goneHandle, table: 'events', ties },
        also: sql`${programmeLog(merged)} || ${reportsLog(merged)}`,
      }),
      ...moveProgramme(write, merged),
      moveReports(write, merged),
      ...eventTies.map((tie) => moveTie(write, tie, merged)),
      write.delete(events).where(eq(events.id, goneId)),
      write
        .insert(eventRedirects)
        .values({ year: gone.year, slug: gone.slug, eventId: keptId })
        .onConflictDoUpdate({
          target: [eventRedirects.year, eventRedirects.slug],
          set: { eventId: keptId },
        }),
    ],
    { messages },
  )
  return merged
}

async function findId({ write }: Stores, { year, slug }: EventRef): Promise<string> {
  const [event] = await write
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.year, year), eq(events.slug, slug)))
  if (!event) throw notFound(`The event ${year}/${slug}`)
  return event.id
}
