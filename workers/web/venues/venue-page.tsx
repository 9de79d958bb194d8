import { paths } from '#functions/paths.ts'
import type { VenuePage as Shown, VenueDetail } from '#functions/venues/venue.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { EventGrid } from '../components/event-list.tsx'
import { Fact } from '../components/fact.tsx'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import { PlaceName } from '../components/place-name.tsx'
import type { Reader } from '../components/reader.ts'
import { shortUrl, webUrl } from '../events/web-link.ts'
import { coordinatesText, mapUrl } from './map-link.ts'

type Props = Shown & { onward: boolean; reader: Reader }

/** Where events are held: how to get there, what is on, what was. */
export const VenuePage = ({ venue, upcoming, past, onward, reader }: Props) => (
  <div class="wrap">
    <div class="h-card">
      <ListHead
        title={venue.name}
        crumb={{ href: paths.place(venue.city.slug), name: venue.city.name }}
      >
        <VenueFacts venue={venue} />
      </ListHead>
    </div>
    {!onward && upcoming.length > 0 && (
      <section class="section">
        <h2>Coming up here</h2>
        <EventGrid events={upcoming} reader={reader} />
      </section>
    )}
    {past.events.length > 0 && (
      <section class="section">
        <h2>What was here</h2>
        <EventGrid events={past.events} reader={reader} />
      </section>
    )}
    {upcoming.length + past.events.length === 0 && (
      <EmptyState links={<a href={paths.place(venue.city.slug)}>Elsewhere in {venue.city.name}</a>}>
        Nothing that we know of takes place here.
      </EmptyState>
    )}
    <Pager
      list={paths.venue({ city: venue.city.slug, slug: venue.slug })}
      next={past.next}
      onward={onward}
      label="Earlier"
    />
  </div>
)

function VenueFacts({ venue }: { venue: VenueDetail }) {
  const website = webUrl(venue.website)
  const map = mapUrl(venue)
  return (
    <dl class="facts">
      <Fact icon="pin" name="Address">
        {venue.address && (
          <span class="p-street-address address" dir="auto">
            {venue.address}
          </span>
        )}
        <PlaceName place={venue.place} />
      </Fact>
      {map && (
        <Fact icon="globe" name="Map">
          <a href={map} rel="noopener">
            OpenStreetMap
          </a>{' '}
          <data class="p-latitude" value={String(venue.latitude)} />
          <data class="p-longitude" value={String(venue.longitude)} />
          <span class="zone">{coordinatesText(venue)}</span>
        </Fact>
      )}
      {website && (
        <Fact icon="link" name="Website">
          <a class="u-url" href={website.href} rel="nofollow ugc noopener">
            {shortUrl(website)}
          </a>
        </Fact>
      )}
      {venue.arrival && (
        <Fact icon="arrow" name="Getting there" class="arrival" dir="auto">
          {venue.arrival}
        </Fact>
      )}
    </dl>
  )
}
