import type { EventSummary } from '#functions/events/event.ts'
import type { SpokenSession } from '#functions/people/person.ts'

type Appearance = { readonly event: EventSummary; readonly sessions: readonly SpokenSession[] }

/** Sessions gathered under their events, each event where its first session stood. */
export function byEvent(sessions: readonly SpokenSession[]): Appearance[] {
  const events = Map.groupBy(sessions, ({ event }) => event.id)
  return [...events.values()].flatMap((some) =>
    some[0] ? [{ event: some[0].event, sessions: some }] : [],
  )
}
