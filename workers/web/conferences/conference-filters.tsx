import type { Directory } from '#functions/events/directory.ts'
import type { Choice } from '#functions/events/facets.ts'
import { type ConferenceFilter, paths } from '#functions/paths.ts'
import { monthName } from '#functions/time/format-dates.ts'
import { grouped } from '../components/event-words.ts'
import { byName, Choose, ChoosePlace, Filters, Options } from '../components/filter-fields.tsx'
import { Icon } from '../components/icon.tsx'
import { monthsText } from './conference-words.ts'

/** So many topics can be chosen at once: each is a list of its own to the database. */
export const MOST_TOPICS = 4

type Props = {
  filter: ConferenceFilter
  directory: Directory
  /** Those that can be chosen, `YYYY-MM`. */
  months: readonly string[]
}

/** What is chosen stays so, and what each choice more would find stands beside it. */
export const FilterForm = ({ filter, directory, months }: Props) => (
  <Filters
    label="Conferences"
    action={paths.conferences()}
    open={directory.page.events.length === 0}
  >
    <Kept name="year" values={filter.year === undefined ? [] : [String(filter.year)]} />
    <ChooseMonth name="from" label="From" all="Any month" {...{ filter, directory, months }} />
    <ChooseMonth name="to" label="To" all="Any month" {...{ filter, directory, months }} />
    <ChooseTopics filter={filter} directory={directory} />
    <ChoosePlace choices={placesOf(directory)} chosen={filter.place} />
    {directory.place?.kind === 'city' && (
      <label class="tick">
        <input type="checkbox" name="within" value="300" checked={filter.within === '300'} /> And
        within 300 km ({grouped(directory.near)})
      </label>
    )}
    <label class="tick">
      <input type="checkbox" name="online" value="1" checked={filter.online === '1'} /> Can be
      followed online ({directory.choices.online})
    </label>
  </Filters>
)

const Kept = ({ name, values }: { name: string; values: readonly string[] }) => (
  <>
    {values.map((value) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
)

type MonthProps = Props & { name: 'from' | 'to'; label: string; all: string }

function ChooseMonth({ name, label, all, filter, directory, months }: MonthProps) {
  const chosen = filter[name]
  const counts = new Map(directory.choices.month.map(({ slug, count }) => [slug, count]))
  // What is chosen can always be seen in its list, even where it is too far away to be offered.
  const offered = chosen === undefined || months.includes(chosen) ? months : [chosen, ...months]
  const items = offered.map((slug) => ({
    ...{ slug, name: monthName(slug) },
    // Before the clock has counted them for the first time nobody knows.
    count: counts.size === 0 ? undefined : (counts.get(slug) ?? 0),
  }))
  return (
    <Choose name={name} label={label} all={all}>
      <Options items={items} chosen={chosen} />
    </Choose>
  )
}

/** Those that are chosen stay chosen, and one more can be. */
function ChooseTopics({ filter: { topic = [] }, directory: { choices } }: Omit<Props, 'months'>) {
  const others = byName(choices.topic).filter(({ slug }) => !topic.includes(slug))
  return (
    <>
      <Kept name="topic" values={topic} />
      {topic.length < MOST_TOPICS && (
        <Choose name="topic" label="Topic" all={topic.length > 0 ? 'Add a topic' : 'Any topic'}>
          <Options items={others} chosen={undefined} />
        </Choose>
      )}
    </>
  )
}

const placesOf = ({ choices, place, total: count }: Directory) => {
  const withChosen = (items: readonly Choice[], kind: 'country' | 'city') =>
    place?.kind !== kind || items.some(({ slug }) => slug === place.slug)
      ? items
      : [...items, { ...place, count }]
  return {
    countries: withChosen(choices.country, 'country'),
    cities: withChosen(choices.city, 'city'),
  }
}

/** What the list is narrowed to, each part a link that lets go of it. */
export function Chosen({ filter, directory: { topics, place } }: Omit<Props, 'months'>) {
  const { year, topic = [], within } = filter
  const months = monthsText(filter)?.replace(/^in /, '')
  const parts = [
    { name: year?.toString(), without: { ...filter, year: undefined } },
    { name: months, without: { ...filter, from: undefined, to: undefined } },
    ...topics.map(({ slug, name }) => ({
      ...{ name, without: { ...filter, topic: topic.filter((one) => one !== slug) } },
    })),
    { name: place?.name, without: { ...filter, place: undefined, within: undefined } },
    {
      name: within && `within ${within} km`,
      without: { ...filter, within: undefined },
    },
    { name: filter.online && 'Online', without: { ...filter, online: undefined } },
  ].filter(({ name }) => name)
  if (parts.length === 0) return null
  return (
    <p class="chosen">
      {parts.map(({ name, without }) => (
        <a href={paths.conferences(without)}>
          <bdi>{name}</bdi>
          <span class="unseen">: let go</span>
          <Icon name="cross" />
        </a>
      ))}
    </p>
  )
}
