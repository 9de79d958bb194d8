import { paths } from '#functions/paths.ts'
import type { VenueSummary } from '#functions/venues/venue.ts'

/** The houses where an event is held, each with its address. */
export function EventVenues({ venues }: { venues: readonly VenueSummary[] }) {
  if (venues.length === 0) return null
  return (
    <ul class="plain venues">
      {venues.map(({ slug, name, address, city }) => (
        <li class="p-location h-card">
          <a class="p-name u-url" href={paths.venue({ city: city.slug, slug })} dir="auto">
            {name}
          </a>
          {address && (
            <span class="p-street-address address" dir="auto">
              {address}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
