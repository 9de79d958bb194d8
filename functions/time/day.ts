/** A calendar day, `YYYY-MM-DD`, on some wall calendar. String order is date order. */
export type Day = string

const DAY_MS = 86_400_000

/** Midnight UTC of a day: the way to hand a wall-calendar day to `Date` and `Intl` in UTC. */
export const asUtc = (day: Day) => new Date(`${day}T00:00:00Z`)

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day) =>
  Math.round((asUtc(to).getTime() - asUtc(from).getTime()) / DAY_MS)

/** Which week a day is in, counted from Mondays: the same number for the same week. */
export const weekOf = (day: Day) => Math.floor((daysBetween('1970-01-01', day) + 3) / 7)

/** The day so many days after it, before it where they are negative: on the calendar, where no clock changes. */
export const plusDays = (day: Day, days: number): Day =>
  new Date(asUtc(day).getTime() + days * DAY_MS).toISOString().slice(0, 10)

/** The month of a day, `YYYY-MM`. */
export const monthOf = (day: Day) => day.slice(0, 7)

/** The months from `first` (`YYYY-MM`) on, `count` of them. */
export function monthsFrom(first: string, count: number): string[] {
  const [year = 0, month = 1] = first.split('-').map(Number)
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(year, month - 1 + index, 1)).toISOString().slice(0, 7),
  )
}
