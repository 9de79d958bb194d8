export type Outcome = 'created' | 'updated' | 'unchanged'

export const nouns = ['series', 'events', 'sessions', 'venues', 'calls', 'staff'] as const
export type Noun = (typeof nouns)[number]

/** How many of each noun came of an import, and what came of them. */
export type Tally = Record<Noun, Record<Outcome, number>>

export const newTally = (): Tally => {
  const none = () => ({ created: 0, updated: 0, unchanged: 0 })
  return {
    series: none(),
    events: none(),
    sessions: none(),
    venues: none(),
    calls: none(),
    staff: none(),
  }
}
