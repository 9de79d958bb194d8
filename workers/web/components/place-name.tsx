import { paths } from '#functions/paths.ts'
import type { PlaceSummary } from '#functions/places/place.ts'

const CAPITAL_A = 65
const REGIONAL_INDICATOR_A = 0x1f1e6

/** The flag of a country as text: two regional indicator letters. */
export const flag = (countryCode: string) =>
  String.fromCodePoint(
    ...[...countryCode].map((letter) => letter.charCodeAt(0) - CAPITAL_A + REGIONAL_INDICATOR_A),
  )

export const Flag = ({ of: { countryCode } }: { of: { readonly countryCode: string } }) => (
  <span class="flag" aria-hidden="true">
    {flag(countryCode)}
  </span>
)

type City = Pick<PlaceSummary, 'slug' | 'name' | 'countryCode' | 'region'>

/** A city or a country in `<ul class="names">`, told apart from its namesakes. */
export const PlaceLink = ({ place }: { place: City }) => (
  <a href={paths.place(place.slug)}>
    <Flag of={place} />
    <bdi>{place.name}</bdi>
    {place.region && <span class="region">, {place.region}</span>}
  </a>
)

/** "Berlin, Germany": city, the state where it tells two cities apart, country. */
export const placeText = ({ name, region, country }: PlaceSummary) =>
  [name, region, country?.name].filter(Boolean).join(', ')

/** Flag and name, each part a link to its own page. */
export const PlaceName = ({ place, linked = true }: { place: PlaceSummary; linked?: boolean }) => (
  <span class="place">
    <Flag of={place} />
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
