const DAY_MS = 86_400_000
/** No conference here takes longer from its middle to either end. */
const MAX_DAYS_FROM_MIDDLE = 10

export type EventDays = { readonly startsOn: string; readonly endsOn: string }

export type RecordedDays = {
  /** The day of a talk that says it was recorded then, or null where that tells nothing. */
  readonly dayOf: (recorded: string | null) => string | null
  readonly startsOn: string | null
  readonly endsOn: string | null
}

/**
 * What the recording dates of one event are worth. Where all talks have the same one, it is when
 * somebody filed them. A day outside of the event, or far from most others, is when somebody uploaded
 * it, and a year other than `year` is a slip.
 */
export function weighRecordedDays(
  recorded: readonly (string | null)[],
  { event, year }: { event: EventDays | null; year: string | null },
): RecordedDays {
  const days = recorded
    .filter((day) => day !== null)
    .filter((day) => year === null || day.startsWith(year))
    .sort()
  const middle = days[days.length >> 1]
  const isNear = (day: string) =>
    middle !== undefined &&
    Math.abs(Date.parse(day) - Date.parse(middle)) <= MAX_DAYS_FROM_MIDDLE * DAY_MS
  const near = days.filter(isNear)
  const known = new Set(near)
  const isOneDate = recorded.length > 1 && new Set(recorded).size === 1
  const isWithin = (day: string) => !event || (day >= event.startsOn && day <= event.endsOn)
  return {
    dayOf: (day) => (day && !isOneDate && known.has(day) && isWithin(day) ? day : null),
    startsOn: near[0] ?? null,
    endsOn: isOneDate ? null : (near.at(-1) ?? null),
  }
}
