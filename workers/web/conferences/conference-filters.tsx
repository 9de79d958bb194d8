import { type ConferenceFilter, paths } from '#functions/paths.ts'
import { monthName } from '#functions/time/format-dates.ts'
import {
  Choose,
  ChoosePlace,
  ChooseTopic,
  type ListChoices,
  type Named,
  Options,
} from '../components/filter-fields.tsx'
import { Icon } from '../components/icon.tsx'

export type FilterChoices = ListChoices & { readonly months: readonly string[] }

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
    <ChooseTopic choices={choices} chosen={filter.topic} />
    <ChoosePlace choices={choices} chosen={filter.place} />
    <label class="tick">
      <input type="checkbox" name="online" value="1" checked={filter.online === '1'} /> Can be
      followed online
    </label>
    <button class="button primary" type="submit">
      Show
    </button>
  </form>
)

/** What is chosen can always be seen in its list, even where it is too quiet to be offered. */
const withChosen = (items: readonly string[], chosen: string | undefined) =>
  chosen === undefined || items.includes(chosen) ? items : [chosen, ...items]

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
