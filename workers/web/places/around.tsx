import { paths } from '#functions/paths.ts'
import type { NearbyPlace } from '#functions/places/nearby.ts'
import type { VenueSummary } from '#functions/venues/venue.ts'
import { counted } from '../components/event-words.ts'
import { PlaceLink } from '../components/place-name.tsx'

type Named = { readonly name: string }

/** The houses in a city where events are held. */
export function VenueNames({ venues, city }: { venues: readonly VenueSummary[]; city: Named }) {
  if (venues.length === 0) return null
  return (
    <section class="section">
      <h2>Venues in {city.name}</h2>
      <ul class="plain names">
        {venues.map((venue) => (
          <li>
            <a href={paths.venue({ city: venue.city.slug, slug: venue.slug })} dir="auto">
              {venue.name}
            </a>
            {venue.address && (
              <span class="count long" dir="auto">
                {venue.address}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is on not far away, and how far that is. */
export function NearbyPlaces({ places, city }: { places: readonly NearbyPlace[]; city: Named }) {
  if (places.length === 0) return null
  return (
    <section class="section">
      <h2>Near {city.name}</h2>
      <ul class="plain names">
        {places.map((place) => (
          <li>
            <PlaceLink place={place} />
            <span class="count">
              {counted(place.upcomingCount, 'upcoming')} · {Math.round(place.distanceKm)} km
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
