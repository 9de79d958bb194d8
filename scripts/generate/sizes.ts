/** How much of everything a generated directory has. */
export type Sizes = {
  readonly events: number
  readonly series: number
  readonly sessions: number
  readonly people: number
  readonly topics: number
  readonly cities: number
  /** Programmes of `sessionsOfLarge` sessions. As large at every scale, as a large conference is. */
  readonly large: number
  readonly sessionsOfLarge: number
  /** Events that `attendeesOfPopular` people go to. */
  readonly popular: number
  readonly attendeesOfPopular: number
  /** Ties of people to all other events. */
  readonly attendances: number
}

/** Five times what Hallway has to be quick with: 100,000 events, and 5,000,000 attendances. */
export const LARGEST_SCALE = 5

/**
 * The sizes of a directory: at scale 1, of the one that Hallway has to be quick with. A larger one has
 * more people at each event as well: lists must not read what they only count. No event has more than
 * `sessionsOfLarge` sessions, nor more attendees than there are people: what is cut off there is asked for on top.
 */
export function sizesAt(scale: number): Sizes {
  const of = (full: number) => Math.max(1, Math.round(full * scale))
  return {
    events: of(20_000),
    series: of(3_400),
    sessions: of(scale > 1 ? 202_000 : 200_000),
    people: of(100_000),
    topics: 60,
    cities: 1_500,
    large: 3,
    sessionsOfLarge: 1_000,
    popular: 3,
    attendeesOfPopular: of(50_000),
    attendances: of(scale > 1 ? 865_000 : 200_000),
  }
}
