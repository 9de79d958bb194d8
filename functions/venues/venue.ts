import type { EventCard, EventPage } from '../events/event.ts'
import type { PlaceSummary } from '../places/place.ts'

/** A house in a city where events are held. Degrees are WGS 84; both are known, or neither. */
export type VenueSummary = {
  readonly slug: string
  readonly name: string
  readonly address: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly city: { readonly slug: string; readonly name: string }
}

export type VenueDetail = VenueSummary & {
  readonly id: string
  readonly website: string | null
  /** How to get there and in: plain text. */
  readonly arrival: string | null
  readonly place: PlaceSummary
}

export type VenuePage = {
  readonly venue: VenueDetail
  readonly upcoming: readonly EventCard[]
  readonly past: EventPage
}
