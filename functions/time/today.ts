const HOUR_MS = 3_600_000

const utcDay = (at: number) => new Date(at).toISOString().slice(0, 10)

/** The earliest day (`YYYY-MM-DD`) that it is anywhere on earth: zones reach back to UTC−12. */
export const earliestToday = (now: Date): string => utcDay(now.getTime() - 12 * HOUR_MS)

/** The latest day (`YYYY-MM-DD`) that it is anywhere on earth: zones reach forward to UTC+14. */
export const latestToday = (now: Date): string => utcDay(now.getTime() + 14 * HOUR_MS)

const calendars = new Map<string, Intl.DateTimeFormat>()

/** The day (`YYYY-MM-DD`) that it is in an IANA zone. Throws a RangeError for a zone that is none. */
export function todayIn(zone: string, now: Date): string {
  let calendar = calendars.get(zone)
  if (!calendar) {
    // Sweden writes its days the ISO way.
    calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })
    calendars.set(zone, calendar)
  }
  return calendar.format(now)
}
