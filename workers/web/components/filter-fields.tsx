import type { PlaceWithCounts } from '#functions/places/place.ts'
import type { TopicWithCounts } from '#functions/topics/topic.ts'
import type { Child } from '../../jsx/jsx-runtime.ts'
import { grouped } from './event-words.ts'
import { Icon } from './icon.tsx'

/** What lists of conferences, calls and speakers can be narrowed to. */
export type ListChoices = {
  readonly topics: readonly TopicWithCounts[]
  readonly countries: readonly PlaceWithCounts[]
  readonly cities: readonly PlaceWithCounts[]
}

export type Named = {
  readonly slug: string
  readonly name: string
  /** How many there are at this choice. */
  readonly count?: number | undefined
}

type FiltersProps = { label: string; action: string; open?: boolean; children: Child }

/**
 * A plain GET form: what one picks is in the address, to be kept or passed on. Where there is little
 * room it is one row until it is opened.
 */
export const Filters = ({ label, action, open = false, children }: FiltersProps) => (
  <details class="folded" open={open}>
    <summary>
      <Icon name="list" /> Filters
    </summary>
    <form class="filters" method="get" action={action} aria-label={label}>
      {children}
      <button class="button primary" type="submit">
        Show
      </button>
    </form>
  </details>
)

type ChooseProps = { name: string; label: string; all: string; children: Child }

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

/** What one may pick, and what is picked. */
export const Options = ({
  items,
  chosen,
}: {
  items: readonly Named[]
  chosen: string | undefined
}) => (
  <>
    {items.map(({ slug, name, count }) => (
      <option value={slug} selected={slug === chosen}>
        {count === undefined ? name : `${name} (${grouped(count)})`}
      </option>
    ))}
  </>
)

type Choices<Name extends keyof ListChoices> = Readonly<Record<Name, readonly Named[]>>
type Narrowed<Name extends keyof ListChoices> = {
  choices: Choices<Name>
  chosen: string | undefined
}

export const ChooseTopic = ({ choices, chosen }: Narrowed<'topics'>) => (
  <Choose name="topic" label="Topic" all="Any topic">
    <Options items={byName(named(choices.topics, chosen))} chosen={chosen} />
  </Choose>
)

export function ChoosePlace({
  choices: { countries, cities },
  chosen,
}: Narrowed<'countries' | 'cities'>) {
  const inCountry = countries.some(({ slug }) => slug === chosen)
  return (
    <Choose name="place" label="Place" all="Anywhere">
      <optgroup label="Countries">
        <Options items={byName(countries)} chosen={chosen} />
      </optgroup>
      <optgroup label="Cities">
        <Options items={byName(inCountry ? cities : named(cities, chosen))} chosen={chosen} />
      </optgroup>
    </Choose>
  )
}

/** In the order of the alphabet, as one looks for a name. */
export const byName = <T extends Named>(items: readonly T[]) =>
  items.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))

/** What there is to choose from, with what is chosen. */
export const named = (items: readonly Named[], chosen: string | undefined): readonly Named[] =>
  chosen === undefined || items.some(({ slug }) => slug === chosen)
    ? items
    : [{ slug: chosen, name: chosen }, ...items]
