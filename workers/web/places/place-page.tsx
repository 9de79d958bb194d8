import type { EventPage } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import type { NearbyPlace } from '#functions/places/nearby.ts'
import type { PlaceWithCounts } from '#functions/places/place.ts'
import { utcOffset, zoneCity } from '#functions/time/format-dates.ts'
import { todayIn } from '#functions/time/today.ts'
import type { VenueSummary } from '#functions/venues/venue.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { EventList } from '../components/event-list.tsx'
import { counted } from '../components/event-words.ts'
import { CutTabs, ListHead } from '../components/list-head.tsx'
import { CityNames } from '../components/name-lists.tsx'
import { Pager, pagerLabel } from '../components/pager.tsx'
import { Flag } from '../components/place-name.tsx'
import type { Reader } from '../components/reader.ts'
import { NearbyPlaces, VenueNames } from './around.tsx'

export type PlaceCut = 'upcoming' | 'past'

type Props = {
  place: PlaceWithCounts & { readonly zone: string | null }
  cities: readonly PlaceWithCounts[]
  nearby: readonly NearbyPlace[]
  venues: readonly VenueSummary[]
  page: EventPage
  cut: PlaceCut
  onward: boolean
  reader: Reader
}

/** What takes place in a city, or in all the cities of a country. */
export function PlacePage(props: Props) {
  const { place, cities, nearby, venues, page, cut, onward, reader } = props
  const list = placeCutPath(place.slug, cut)
  return (
    <div class="wrap">
      <ListHead title={placeTitle(place, cut)} crumb={{ href: paths.places(), name: 'Places' }}>
        <Whereabouts place={place} cities={cities.length} now={reader.now} />
      </ListHead>
      <CutTabs counts={place} href={(one) => placeCutPath(place.slug, one)} current={cut} />
      {page.events.length > 0 ? (
        <EventList events={page.events} reader={reader} />
      ) : (
        <Nothing place={place} cut={cut} />
      )}
      <Pager list={list} next={page.next} onward={onward} label={pagerLabel(cut)} />
      {cities.length > 0 && !onward && (
        <section class="section">
          <h2>Cities in {place.name}</h2>
          <CityNames places={cities} />
        </section>
      )}
      {!onward && (
        <>
          <VenueNames venues={venues} city={place} />
          <NearbyPlaces places={nearby} city={place} />
        </>
      )}
    </div>
  )
}

/** "Conferences in Berlin". */
export const placeTitle = ({ name }: { name: string }, cut: PlaceCut) =>
  cut === 'past' ? `Past conferences in ${name}` : `Conferences in ${name}`

export const placeCutPath = (slug: string, cut: PlaceCut) =>
  cut === 'past' ? paths.placePast(slug) : paths.place(slug)

/** In which country a city is and what time its clocks keep, or how many cities a country has. */
const Whereabouts = ({
  place,
  cities,
  now,
}: Pick<Props, 'place'> & { cities: number; now: Date }) => (
  <p class="quiet place">
    <Flag of={place} />
    {place.region && `${place.region}, `}
    {place.country ? (
      <a href={paths.place(place.country.slug)}>{place.country.name}</a>
    ) : (
      counted(cities, 'city', 'cities')
    )}
    {place.zone &&
      ` · ${zoneCity(place.zone)} time (${utcOffset(place.zone, todayIn(place.zone, now))})`}
  </p>
)

function Nothing({ place, cut }: Pick<Props, 'place' | 'cut'>) {
  const { country } = place
  const links = (
    <>
      <a href={placeCutPath(place.slug, cut === 'past' ? 'upcoming' : 'past')}>
        {cut === 'past' ? 'See what is coming up' : 'See past ones'}
      </a>
      {country && <a href={paths.place(country.slug)}>Elsewhere in {country.name}</a>}
    </>
  )
  return (
    <EmptyState links={links}>
      {cut === 'past'
        ? `No past conference in ${place.name} is on record.`
        : `No conference in ${place.name} is on the calendar just now.`}
    </EmptyState>
  )
}
