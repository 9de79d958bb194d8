import { and, asc, type Column, desc, eq, exists, gt, lt, not, type SQL, sql } from 'drizzle-orm'
import { union } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { events, sessions } from '#db/schema/index.ts'
import type { EventRef } from '../paths.ts'
import type { PersonSummary } from '../people/person.ts'
import { prominentSpeakers } from '../sessions/prominence.ts'
import { takesPlace } from '../sessions/takes-place.ts'
import type { EventMention } from './event.ts'
import {
  type Clock,
  city,
  country,
  isUpcoming,
  mentionColumns,
  withPlace,
} from './event-columns.ts'
import { isOn } from './event-conditions.ts'
import { isListed, isShownAt, type RefBlanks } from './visibility.ts'

const EARLIER_SHOWN = 6
const SPEAKERS_SHOWN = 12

/** Another edition of an event's series, with how much was or will be on. */
export type Edition = EventMention & { readonly talkCount: number }

/** Who was on the programme of an earlier edition, by prominence. */
export type EditionSpeakers = EventRef & {
  readonly name: string
  readonly speakers: readonly PersonSummary[]
}

const hereOf = (db: Database, ref: RefBlanks) =>
  db
    .select({ id: events.id, seriesId: events.seriesId, startsOn: events.startsOn })
    .from(events)
    .where(isShownAt(ref))
    .as('here')

type Here = ReturnType<typeof hereOf>

/** The ids of listed editions beside this one, along the index of a series' days. */
const selectOthers = (db: Database, here: Here, side: SQL | undefined) =>
  db
    .select({ id: events.id, startsOn: events.startsOn })
    .from(events)
    .where(and(eq(events.seriesId, here.seriesId), isListed, side))
    .$dynamic()

/**
 * For an event page's own batch: the edition that followed and the next one that is to come, of those that
 * take place, and those before, with what was called off among them; newest first.
 */
export function selectEditions(db: Database, ref: RefBlanks, clock: Clock) {
  const here = hereOf(db, ref)
  const isLater = and(gt(events.startsOn, here.startsOn), isOn)
  const first = (which: SQL | undefined) =>
    selectOthers(db, here, which).orderBy(asc(events.startsOn)).limit(1)
  const earlier = selectOthers(db, here, lt(events.startsOn, here.startsOn))
    .orderBy(desc(events.startsOn))
    .limit(EARLIER_SHOWN)
  // What followed may be the next one, too: a union has it once.
  const editions = union(first(isLater), first(and(isLater, isUpcoming(clock))), earlier).as(
    'editions',
  )
  return db
    .select({
      ...mentionColumns,
      talkCount: db.$count(sessions, and(eq(sessions.eventId, events.id), takesPlace)),
    })
    .from(here)
    .innerJoinLateral(editions, sql`true`)
    .innerJoin(events, eq(events.id, editions.id))
    .leftJoin(city, withPlace.city)
    .leftJoin(country, withPlace.country)
    .orderBy(desc(events.startsOn), desc(events.id))
}

/**
 * For the same batch: the newest edition before this one at which something took place, and who spoke
 * there. Nothing where this one has a programme itself.
 */
export function selectLastSpeakers(db: Database, ref: RefBlanks) {
  const here = hereOf(db, ref)
  const hasSession = (eventId: SQL | Column, narrowed?: SQL) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(sessions)
        .where(and(eq(sessions.eventId, eventId), narrowed)),
    )
  const last = selectOthers(
    db,
    here,
    and(lt(events.startsOn, here.startsOn), isOn, hasSession(events.id, takesPlace)),
  )
    .orderBy(desc(events.startsOn))
    .limit(1)
    .as('last')
  return db
    .select({
      year: events.year,
      slug: events.slug,
      name: events.name,
      speakers: prominentSpeakers(SPEAKERS_SHOWN).as('speakers'),
    })
    .from(here)
    .innerJoinLateral(last, sql`true`)
    .innerJoin(events, eq(events.id, last.id))
    .where(not(hasSession(sql`${here.id}`)))
}
