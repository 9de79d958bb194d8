import { paths } from '#functions/paths.ts'
import type { PlaceSummary } from '#functions/places/place.ts'

const CAPITAL_A = 65
const REGIONAL_INDICATOR_A = 0x1f1e6

/** The flag of a country as text: two regional indicator letters. */
export const flag = (countryCode: string) =>
  String.fromCodePoint(
    ...[...countryCode].map((letter) => letter.charCodeAt(0) - CAPITAL_A + REGIONAL_INDICATOR_A),
  )

/** "Berlin, Germany": city, the state where it tells two cities apart, country. */
export const placeText = ({ name, region, country }: PlaceSummary) =>
  [name, region, country?.name].filter(Boolean).join(', ')

/** Flag and name, each part a link to its own page. */
export const PlaceName = ({ place, linked = true }: { place: PlaceSummary; linked?: boolean }) => (
  <span class="place">
    <span class="flag" aria-hidden="true">
      {flag(place.countryCode)}
    </span>
    {linked ? (
      <>
        <a href={paths.place(place.slug)} dir="auto">
          {place.name}
        </a>
        {place.country && (
          <>
            , <a href={paths.place(place.country.slug)}>{place.country.name}</a>
          </>
        )}
      </>
    ) : (
      <span dir="auto">{placeText(place)}</span>
    )}
  </span>
)
