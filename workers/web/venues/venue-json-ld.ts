import { paths } from '#functions/paths.ts'
import type { PlaceSummary } from '#functions/places/place.ts'
import type { VenueSummary } from '#functions/venues/venue.ts'

/** A city or a country as schema.org describes a place. */
export const placeJsonLd = (place: PlaceSummary): object => ({
  '@type': 'Place',
  name: place.name,
  address: addressOf(place),
})

const addressOf = (place: PlaceSummary) => ({
  '@type': 'PostalAddress',
  ...(place.kind === 'city' && { addressLocality: place.name }),
  ...(place.region && { addressRegion: place.region }),
  addressCountry: place.countryCode,
})

/** A venue in its place. */
export const venueJsonLd = (
  { name, slug, city, address, latitude, longitude }: VenueSummary,
  place: PlaceSummary | null,
  origin: string,
): object => ({
  '@type': 'Place',
  '@id': origin + paths.venue({ city: city.slug, slug }),
  name,
  address: {
    '@type': 'PostalAddress',
    ...(address && { streetAddress: address }),
    // A venue of a second city has an address of its own to say so.
    ...(place?.slug === city.slug ? addressOf(place) : { addressLocality: city.name }),
  },
  ...(latitude !== null &&
    longitude !== null && { geo: { '@type': 'GeoCoordinates', latitude, longitude } }),
})
