import { and, eq, exists, or, type SQL } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { eventRedirects, events, externalIds } from '#db/schema/index.ts'
import type { EventRef } from '../../paths.ts'
import { fold } from '../../text/fold.ts'
import type { CollectedProgramme } from './collect-programme.ts'
import type { ProgrammeKind } from './source.ts'

export type TargetEvent = Awaited<ReturnType<typeof findEventByRef>>

/** What a source calls an event. */
export type EventName = { readonly source: string; readonly externalId: string }

/**
 * The source's own name for the event of a programme, or null when it has none. Acronyms and titles
 * come again every year, so the year is part of theirs.
 */
export function eventNameOf(
  kind: ProgrammeKind,
  found: CollectedProgramme,
  given: string | null,
): EventName | null {
  const { externalId = null, name = null } = found.event ?? {}
  if (kind === 'pyvideo' || kind === 'rubyevents')
    return externalId ? { source: kind, externalId } : null
  const title = externalId ?? fold(name ?? given ?? '')
  const year = daysOf(found)?.startsOn.slice(0, 4)
  return title && year ? { source: kind, externalId: `${title} / ${year}` } : null
}

/** The days of a programme: those that it states, those that it fills, or else the year in its name; null for none. */
export function daysOf({ event, sessions }: CollectedProgramme) {
  const days = sessions.flatMap(({ day, startsAt }) => day ?? startsAt?.slice(0, 10) ?? []).sort()
  const startsOn = event?.startsOn ?? days[0]
  if (!startsOn) {
    const year = /\b(?:19|20)\d\d\b/.exec(event?.name ?? '')?.[0]
    if (!year) return null
    return { startsOn: `${year}-01-01`, endsOn: `${year}-12-31`, datePrecision: 'year' as const }
  }
  const last = event?.endsOn ?? days.at(-1) ?? startsOn
  const isSlip = last < startsOn
  return { startsOn, endsOn: isSlip ? startsOn : last, datePrecision: 'day' as const }
}

/** The event at an address of this site, or at one that it used to have, or null. */
export function findEventByRef(db: Database, { year, slug }: EventRef) {
  const wasThere = exists(
    db
      .select({ id: eventRedirects.eventId })
      .from(eventRedirects)
      .where(
        and(
          eq(eventRedirects.eventId, events.id),
          eq(eventRedirects.year, year),
          eq(eventRedirects.slug, slug),
        ),
      ),
  )
  return findOne(db, or(and(eq(events.year, year), eq(events.slug, slug)), wasThere))
}

/** The event that a source calls so, or null. */
export function findEventByName(db: Database, { source, externalId }: EventName) {
  const isNamed = exists(
    db
      .select({ id: externalIds.eventId })
      .from(externalIds)
      .where(
        and(
          eq(externalIds.eventId, events.id),
          eq(externalIds.source, source),
          eq(externalIds.externalId, externalId),
        ),
      ),
  )
  return findOne(db, isNamed)
}

async function findOne(db: Database, condition: SQL | undefined) {
  const [event] = await db
    .select({
      id: events.id,
      year: events.year,
      slug: events.slug,
      zone: events.zone,
      startsOn: events.startsOn,
      endsOn: events.endsOn,
      dayChangeMinutes: events.dayChangeMinutes,
      editedColumns: events.editedColumns,
    })
    .from(events)
    .where(condition)
    .limit(1)
  return event ?? null
}
