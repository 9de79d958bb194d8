import { eq, sql } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import { newId } from '#db/id.ts'
import { eventRedirects, events, externalIds } from '#db/schema/index.ts'
import type { Stores } from '../../deps.ts'
import { eventSlug } from '../event-slug.ts'
import type { GazetteerCity } from '../gazetteer.ts'
import type { ProgrammeEvent } from '../programme-record.ts'
import { upsertPlaces } from '../upsert-places.ts'
import type { EventName, TargetEvent } from './find-event.ts'

const NOWHERE = /^(?:online|virtual|remote|internet|worldwide)\b/i
const MAX_DAYS = 366
const DAY_MS = 86_400_000

export type NewEvent = {
  readonly incoming: ProgrammeEvent | null
  readonly name: string
  readonly startsOn: string
  readonly endsOn: string
  readonly datePrecision: 'day' | 'year'
  /** IANA. */
  readonly zone: string
  readonly known: EventName | null
}

/** The row of a new event as its programme tells it, at an address that is free. Keeps its city among our places. */
export async function toEventRow(
  stores: Stores,
  { incoming, name, startsOn, endsOn, datePrecision, zone, known }: NewEvent,
) {
  const year = Number(startsOn.slice(0, 4))
  const city = incoming?.city ? await findCityIn(incoming.city, zone) : null
  const placeIds = new Map<string, string>()
  const { write: db } = stores
  const [current, former] = await db.batch([
    db.select({ slug: events.slug }).from(events).where(eq(events.year, year)),
    db
      .select({ slug: eventRedirects.slug })
      .from(eventRedirects)
      .where(eq(eventRedirects.year, year)),
  ])
  if (city) await upsertPlaces(stores, [city], placeIds)
  const taken = new Set([...current, ...former].map(({ slug }) => slug))
  const website = incoming?.website ?? null
  const named = {
    name,
    startsOn,
    city,
    website: website ?? `https://${known?.source ?? 'event'}.invalid`,
  }
  const isNowhere = incoming?.city ? NOWHERE.test(incoming.city) : false
  return {
    ...{ id: newId(), year, slug: eventSlug(named, (slug) => taken.has(slug)) },
    ...{ name, startsOn, endsOn: lastDay(startsOn, endsOn), datePrecision, zone, website },
    dayChangeMinutes: incoming?.dayChangeMinutes ?? 0,
    placeId: city ? (placeIds.get(city.gazetteerId) ?? null) : null,
    attendanceMode: isNowhere ? ('online' as const) : ('in_person' as const),
    editedColumns: [],
  }
}

export type EventRow = Awaited<ReturnType<typeof toEventRow>>

/** A slip in a file would make an event of a thousand days. */
const lastDay = (startsOn: string, endsOn: string) =>
  Date.parse(endsOn) - Date.parse(startsOn) > MAX_DAYS * DAY_MS ? startsOn : endsOn

/** The city of that name in a time zone: files name no country. Null when two countries share both. */
async function findCityIn(name: string, zone: string): Promise<GazetteerCity | null> {
  // The gazetteer fills a third of the memory that an import may take, and most events are known.
  const [{ countryCodes, countryOf }, { findCity }] = await Promise.all([
    import('../countries.ts'),
    import('../gazetteer.ts'),
  ])
  const cities = countryCodes()
    .filter((code) => hasZone(code, zone))
    .map((code) => findCity(name, countryOf(code).name))
    .filter((city) => city !== null && city.zone === zone)
  return cities.length === 1 ? (cities[0] ?? null) : null
}

/** TypeScript does not know it yet; Node 24 does. */
type ZonedLocale = Intl.Locale & { getTimeZones(): string[] | undefined }

/** Most zones are those of one country, and the gazetteer reads one country at a time. */
function hasZone(code: string, zone: string): boolean {
  const canonical = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  const locale = new Intl.Locale('und', { region: code }) as ZonedLocale
  const zones = locale.getTimeZones() ?? []
  return zones.includes(canonical) || zones.includes(zone)
}

/** Writes a new event, and how its source calls it. */
export const createEvent = (db: Database, row: EventRow, known: EventName | null): Statement[] => [
  db.insert(events).values(row),
  ...rememberName(db, row.id, known),
]

/** What a programme tells of an event that is known: how its source calls it, and when its days end. */
export function touchEvent(
  db: Database,
  event: NonNullable<TargetEvent>,
  { incoming, known }: Pick<NewEvent, 'incoming' | 'known'>,
): Statement[] {
  const changeMinutes = incoming?.dayChangeMinutes ?? 0
  const isNews =
    changeMinutes > 0 &&
    changeMinutes !== event.dayChangeMinutes &&
    !event.editedColumns.includes('day_change_minutes')
  const set = { dayChangeMinutes: changeMinutes, updatedAt: sql`now()` }
  return [
    ...(isNews ? [db.update(events).set(set).where(eq(events.id, event.id))] : []),
    ...rememberName(db, event.id, known),
  ]
}

/** Whoever says whose programme it is has the last word, also about the next time. */
const rememberName = (db: Database, eventId: string, known: EventName | null): Statement[] =>
  known === null
    ? []
    : [
        db
          .insert(externalIds)
          .values({ ...known, eventId })
          .onConflictDoUpdate({
            target: [externalIds.source, externalIds.externalId],
            set: { eventId, readAt: sql`now()` },
          }),
      ]
