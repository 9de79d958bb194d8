import type { placeKinds } from '#db/schema/index.ts'

export type PlaceKind = (typeof placeKinds)[number]

/** A city (with its country) or a country (whose `country` is null). */
export type PlaceSummary = {
  readonly kind: PlaceKind
  readonly slug: string
  readonly name: string
  /** The state or province, where there is one to tell. */
  readonly region: string | null
  /** ISO 3166-1 alpha-2, upper case. */
  readonly countryCode: string
  readonly country: { readonly slug: string; readonly name: string } | null
}

export type PlaceWithCounts = PlaceSummary & {
  readonly upcomingCount: number
  readonly eventCount: number
}
