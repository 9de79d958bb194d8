import { paths } from '#functions/paths.ts'
import type { SeriesDetail, SeriesPage as Shown } from '#functions/series/series.ts'
import { Html } from '../../jsx/jsx-runtime.ts'
import { CallsBox } from '../calls/calls-box.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { EventGrid } from '../components/event-list.tsx'
import { counted } from '../components/event-words.ts'
import { Icon } from '../components/icon.tsx'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'
import type { Reader } from '../components/reader.ts'
import { StaffList } from '../components/staff-list.tsx'
import { CoverageSoFar } from '../coverage/kind-counts.tsx'
import { shortUrl, webUrl } from '../events/web-link.ts'
import { SpeakersInclude } from './speakers-include.tsx'

type Props = Shown & { onward: boolean; reader: Reader }

/** A conference or a meetup through the years: what is next, who speaks, what was. */
export function SeriesPage(props: Props) {
  const { series, upcoming, past, onward, reader } = props
  return (
    <div class="wrap">
      <SeriesHead series={series} />
      {!onward && <Ahead {...props} />}
      {past.events.length > 0 && (
        <section class="section">
          <h2>Past editions</h2>
          <EventGrid events={past.events} reader={reader} />
        </section>
      )}
      {upcoming.length + past.events.length === 0 && (
        <EmptyState links={<a href={paths.seriesList()}>Other series</a>}>
          {onward ? 'That was all of it.' : 'No edition of it is known.'}
        </EmptyState>
      )}
      <Pager list={paths.series(series.slug)} next={past.next} onward={onward} label="Earlier" />
      {!onward && <WhoMakesIt {...props} />}
    </div>
  )
}

function SeriesHead({ series }: { series: SeriesDetail }) {
  const website = webUrl(series.website)
  return (
    <ListHead title={series.name} crumb={{ href: paths.seriesList(), name: 'Series' }}>
      {series.description && (
        <div class="prose" dir="auto">
          {new Html(series.description)}
        </div>
      )}
      <p class="series-facts">
        <span>{counted(series.editionCount, 'edition', 'editions')}</span>
        {website && (
          <a href={website.href} rel="nofollow ugc noopener">
            <Icon name="link" /> {shortUrl(website)}
          </a>
        )}
      </p>
    </ListHead>
  )
}

/** What is next, and what there is to watch: not repeated on later pages of the past. */
const Ahead = ({ series, upcoming, calls, coverage, reader }: Props) => (
  <>
    {upcoming.length > 0 ? (
      <section class="section">
        <h2>{upcoming.length === 1 ? 'Next edition' : 'Next editions'}</h2>
        <EventGrid events={upcoming} reader={reader} />
      </section>
    ) : (
      <p class="quiet">No next edition is on the calendar yet.</p>
    )}
    <CallsBox
      calls={calls}
      more={{ href: paths.calls(), name: 'All open calls' }}
      now={reader.now}
    />
    <CoverageSoFar
      counts={coverage}
      now={reader.now}
      href={(kind) => paths.coverageOf('series', series.slug, kind)}
    />
  </>
)

/** Below the editions: there are up to two dozen of each. */
const WhoMakesIt = ({ series, speakers, organisers }: Props) => (
  <>
    <SpeakersInclude speakers={speakers} />
    <StaffList title={`Who makes ${series.name}`} staff={organisers} />
  </>
)
