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

/** The sizes of a directory: at scale 1, of the one that Hallway has to be quick with. */
export function sizesAt(scale: number): Sizes {
  const of = (full: number) => Math.max(1, Math.round(full * scale))
  return {
    events: of(20_000),
    series: of(3_400),
    sessions: of(200_000),
    people: of(100_000),
    topics: 60,
    cities: 1_500,
    large: 3,
    sessionsOfLarge: 1_000,
    popular: 3,
    attendeesOfPopular: of(50_000),
    attendances: of(200_000),
  }
}
