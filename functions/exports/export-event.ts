import { plusDays } from '../time/day.ts'
import { eventEntry } from './event-entry.ts'
import type { ExportedEvent } from './exported-programme.ts'
import { calendarText, type Hours, loadIcal, zoneComponent } from './ical-calendar.ts'

/**
 * An event as a calendar of one entry. An event of one day lasts from its first session to its last
 * (`hours`), that night at the latest; any other, whole days. Throws not_found while nobody knows its days.
 */
export async function exportEvent(
  { event, hours }: { event: ExportedEvent; hours: Hours | null },
  origin: string,
): Promise<string> {
  const ical = await loadIcal()
  const { startsOn, endsOn } = event
  const isOneDay =
    startsOn === endsOn &&
    hours?.startsAt.startsWith(startsOn) &&
    hours.endsAt.slice(0, 10) <= plusDays(endsOn, 1)
  if (!hours || !isOneDay) return calendarText(ical, [eventEntry(ical, event, origin)])
  const zone = zoneComponent(ical, event.zone, [hours])
  return calendarText(ical, [zone, eventEntry(ical, event, origin, hours)])
}
