import type { PlaceWithCounts } from '#functions/places/place.ts'
import type { TopicWithCounts } from '#functions/topics/topic.ts'
import type { Child } from '../../jsx/jsx-runtime.ts'

/** What lists of conferences, calls and speakers can be narrowed to. */
export type ListChoices = {
  readonly topics: readonly TopicWithCounts[]
  readonly countries: readonly PlaceWithCounts[]
  readonly cities: readonly PlaceWithCounts[]
}

export type Named = { readonly slug: string; readonly name: string }

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
    {items.map(({ slug, name }) => (
      <option value={slug} selected={slug === chosen}>
        {name}
      </option>
    ))}
  </>
)

type Narrowed = { choices: ListChoices; chosen: string | undefined }

export const ChooseTopic = ({ choices, chosen }: Narrowed) => (
  <Choose name="topic" label="Topic" all="Any topic">
    <Options items={named(choices.topics, chosen)} chosen={chosen} />
  </Choose>
)

export function ChoosePlace({ choices: { countries, cities }, chosen }: Narrowed) {
  const inCountry = countries.some(({ slug }) => slug === chosen)
  return (
    <Choose name="place" label="Place" all="Anywhere">
      <optgroup label="Countries">
        <Options items={countries} chosen={chosen} />
      </optgroup>
      <optgroup label="Cities">
        <Options items={inCountry ? cities : named(cities, chosen)} chosen={chosen} />
      </optgroup>
    </Choose>
  )
}

/** What there is to choose from, with what is chosen. */
export const named = (items: readonly Named[], chosen: string | undefined): readonly Named[] =>
  chosen === undefined || items.some(({ slug }) => slug === chosen)
    ? items
    : [{ slug: chosen, name: chosen }, ...items]
