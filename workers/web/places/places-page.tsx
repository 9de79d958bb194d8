import { continentOf } from '#functions/places/continents.ts'
import type { PlaceWithCounts } from '#functions/places/place.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { counted } from '../components/event-words.ts'
import { ListHead } from '../components/list-head.tsx'
import { CityNames } from '../components/name-lists.tsx'

/** Of all cities, before each continent has its own. */
const BUSIEST = 12

/** Countries and cities, the busiest first. */
type Props = { countries: readonly PlaceWithCounts[]; cities: readonly PlaceWithCounts[] }

/** The busiest cities, and every country that has events by continent; all busiest first. */
export const PlacesPage = ({ countries, cities }: Props) => (
  <div class="wrap places">
    <ListHead title="Places">
      <p class="lead">Where conferences take place, the busiest places first.</p>
    </ListHead>
    {cities.length === 0 && <EmptyState>No event has a place yet. Come back soon.</EmptyState>}
    {cities.length > 0 && (
      <section class="section">
        <h2>Busiest cities</h2>
        <CityNames places={cities.slice(0, BUSIEST)} />
      </section>
    )}
    {byContinent({ countries, cities }).map((continent) => (
      <ContinentSection {...continent} />
    ))}
  </div>
)

type Section = Props & { readonly name: string; readonly upcomingCount: number }

/** Where something is to come; where something was, folded. */
function ContinentSection({ name, upcomingCount, countries, cities }: Section) {
  const all = [...countries, ...cities]
  const past = all.filter((place) => !isBusy(place))
  return (
    <section class="section">
      <div class="title">
        <h2>{name}</h2>
        <span class="count">{counted(upcomingCount, 'upcoming')}</span>
      </div>
      <Group name="Countries" places={countries.filter(isBusy)} />
      <Group name="Cities" places={cities.filter(isBusy)} />
      {past.length > 0 && (
        <details class="quieter" open={past.length === all.length}>
          <summary>{counted(past.length, 'place', 'places')} with past conferences</summary>
          <CityNames places={past} />
        </details>
      )}
    </section>
  )
}

const isBusy = ({ upcomingCount }: PlaceWithCounts) => upcomingCount > 0

function Group({ name, places }: { name: string; places: readonly PlaceWithCounts[] }) {
  if (places.length === 0) return null
  return (
    <>
      <h3>{name}</h3>
      <CityNames places={places} />
    </>
  )
}

/** Each continent with its places in their order, the busiest first. */
function byContinent({ countries, cities }: Props): Section[] {
  const there = ({ countryCode }: PlaceWithCounts) => continentOf(countryCode) ?? 'Elsewhere'
  return [...new Set(countries.map(there))]
    .map((name) => {
      const own = countries.filter((place) => there(place) === name)
      return {
        name,
        upcomingCount: own.reduce((sum, { upcomingCount }) => sum + upcomingCount, 0),
        countries: own,
        cities: cities.filter((place) => there(place) === name),
      }
    })
    .toSorted((a, b) => b.upcomingCount - a.upcomingCount)
}
