import { paths } from '#functions/paths.ts'
import type { SeriesList, SeriesRow } from '#functions/series/series.ts'
import { monthAndYear } from '#functions/time/format-dates.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { counted } from '../components/event-words.ts'
import { hueClass } from '../components/hue.ts'
import { LETTERS, Letters } from '../components/letters.tsx'
import { ListHead } from '../components/list-head.tsx'
import { Pager } from '../components/pager.tsx'

/** Every series with editions, in the order of the alphabet. */
export const SeriesListPage = ({ list, onward }: { list: SeriesList; onward: boolean }) => (
  <div class="wrap">
    <ListHead title="Series">
      <p class="lead">Conferences and meetups through the years.</p>
    </ListHead>
    <Letters
      label="By first letter"
      letters={LETTERS.map((letter) => ({
        href: paths.after(paths.seriesList(), letter),
        name: letter.toUpperCase(),
      }))}
    />
    {list.series.length > 0 ? (
      <ul class="plain names">
        {list.series.map((row) => (
          <li>
            <a href={paths.series(row.slug)}>
              <span class={`dot ${hueClass(row.slug)}`} />
              <bdi>{row.name}</bdi>
            </a>
            <span class="count long">
              {counted(row.editionCount, 'edition', 'editions')}
              {lastSeen(row)}
            </span>
          </li>
        ))}
      </ul>
    ) : (
      <EmptyState links={<a href={paths.seriesList()}>From the beginning</a>}>
        {onward ? 'That was all of them.' : 'No event belongs to a series yet.'}
      </EmptyState>
    )}
    <Pager list={paths.seriesList()} next={list.next} onward={onward} label="Further on" />
  </div>
)

const lastSeen = ({ nextOn, newestOn }: SeriesRow) => {
  if (nextOn) return ` · next ${monthAndYear(nextOn)}`
  return newestOn ? ` · last ${monthAndYear(newestOn)}` : ''
}
