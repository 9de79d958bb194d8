import { callKinds } from '#db/schema/index.ts'
import { type CallFilter, paths } from '#functions/paths.ts'
import type { PlaceWithCounts } from '#functions/places/place.ts'
import type { TopicWithCounts } from '#functions/topics/topic.ts'
import { Choose, named, Options } from '../conferences/conference-filters.tsx'
import { kindNames } from './call-words.ts'

export type CallChoices = {
  readonly topics: readonly TopicWithCounts[]
  readonly countries: readonly PlaceWithCounts[]
  readonly cities: readonly PlaceWithCounts[]
}

type Props = { filter: CallFilter; choices: CallChoices }

const kinds = callKinds.map((slug) => ({ slug, name: kindNames[slug] }))

/** A plain GET form: what one picks is in the address. */
export function CallFilterForm({ filter, choices }: Props) {
  const inCountry = choices.countries.some(({ slug }) => slug === filter.place)
  return (
    <form class="filters" method="get" action={paths.calls()} aria-label="Calls">
      <Choose name="kind" label="Looking for" all="Anybody">
        <Options items={kinds} chosen={filter.kind} />
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
            items={inCountry ? choices.cities : named(choices.cities, filter.place)}
            chosen={filter.place}
          />
        </optgroup>
      </Choose>
      <label class="tick">
        <input type="checkbox" name="travel" value="1" checked={filter.travel === '1'} /> Pays for
        travel
      </label>
      <label class="tick">
        <input type="checkbox" name="closing" value="soon" checked={filter.closing === 'soon'} />{' '}
        Closes within two weeks
      </label>
      <button class="button primary" type="submit">
        Show
      </button>
    </form>
  )
}
