import { type ConferenceFilter, paths } from '#functions/paths.ts'
import type { PlaceWithCounts } from '#functions/places/place.ts'
import { monthName } from '#functions/time/format-dates.ts'
import type { TopicWithCounts } from '#functions/topics/topic.ts'
import { Icon } from '../components/icon.tsx'

export type FilterChoices = {
  readonly months: readonly string[]
  readonly topics: readonly TopicWithCounts[]
  readonly countries: readonly PlaceWithCounts[]
  readonly cities: readonly PlaceWithCounts[]
}

type Named = { readonly slug: string; readonly name: string }
type Props = { filter: ConferenceFilter; choices: FilterChoices }

/** A plain GET form: what one picks is in the address, to be kept or passed on. */
export const FilterForm = ({ filter, choices }: Props) => (
  <form class="filters" method="get" action={paths.conferences()} aria-label="Conferences">
    <Choose name="month" label="Month" all="Any month">
      <Options
        items={withChosen(choices.months, filter.month).map((month) => ({
          slug: month,
          name: monthName(month),
        }))}
        chosen={filter.month}
      />
    </Choose>
    <Choose name="topic" label="Topic" all="Any topic">
      <Options items={named(choices.topics, filter.topic)} chosen={filter.topic} />
    </Choose>
    <Choose name="place" label="Place" all="Anywhere">
      <optgroup label="Countries">
        <Options items={choices.countries} chosen={filter.place} />
      </optgroup>
      <optgroup label="Cities">
        <Options
          items={
            choices.countries.some(({ slug }) => slug === filter.place)
              ? choices.cities
              : named(choices.cities, filter.place)
          }
          chosen={filter.place}
        />
      </optgroup>
    </Choose>
    <label class="tick">
      <input type="checkbox" name="online" value="1" checked={filter.online === '1'} /> Can be
      followed online
    </label>
    <button class="button primary" type="submit">
      Show
    </button>
  </form>
)

type ChooseProps = { name: string; label: string; all: string; children: unknown }

/** A labelled list to pick one from, or none. */
export const Choose = ({ name, label, all, children }: ChooseProps) => (
  <div>
    <label for={`${name}-filter`}>{label}</label>
    <select id={`${name}-filter`} name={name}>
      <option value="">{all}</option>
      {children}
    </select>
  </div>
)

export const Options = ({
  items,
  chosen,
}: {
  items: readonly Named[]
  chosen: string | undefined
}) => (
  <>
    {items.map(({ slug, name }) => (
      <option value={slug} selected={slug === chosen}>
        {name}
      </option>
    ))}
  </>
)

/** What is chosen can always be seen in its list, even where it is too quiet to be offered. */
const withChosen = (items: readonly string[], chosen: string | undefined) =>
  chosen === undefined || items.includes(chosen) ? items : [chosen, ...items]

/** What there is to choose from, with what is chosen. */
export const named = (items: readonly Named[], chosen: string | undefined): readonly Named[] =>
  chosen === undefined || items.some(({ slug }) => slug === chosen)
    ? items
    : [{ slug: chosen, name: chosen }, ...items]

/** What the list is narrowed to, each part a link that lets go of it. */
export function Chosen({ filter, choices }: Props) {
  const places = [...choices.countries, ...choices.cities]
  const parts = [
    { name: filter.month && monthName(filter.month), without: { ...filter, month: undefined } },
    { name: nameOf(choices.topics, filter.topic), without: { ...filter, topic: undefined } },
    { name: nameOf(places, filter.place), without: { ...filter, place: undefined } },
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

const nameOf = (items: readonly Named[], slug: string | undefined) =>
  items.find((item) => item.slug === slug)?.name ?? slug
