import type { PlaceWithCounts } from '#functions/places/place.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ListHead } from '../components/list-head.tsx'
import { CityNames } from '../components/name-lists.tsx'

type Props = { countries: readonly PlaceWithCounts[]; cities: readonly PlaceWithCounts[] }

/** The busiest cities, and every country that has events. */
export const PlacesPage = ({ countries, cities }: Props) => (
  <div class="wrap">
    <ListHead title="Places">
      <p class="lead">Where conferences take place.</p>
    </ListHead>
    {cities.length === 0 && <EmptyState>No event has a place yet. Come back soon.</EmptyState>}
    {countries.length > 0 && (
      <section class="section">
        <h2>Countries</h2>
        <CityNames places={countries} />
      </section>
    )}
    {cities.length > 0 && (
      <section class="section">
        <h2>Busiest cities</h2>
        <CityNames places={cities} />
      </section>
    )}
  </div>
)
