import { callKinds } from '#db/schema/index.ts'
import { type CallFilter, paths } from '#functions/paths.ts'
import {
  Choose,
  ChoosePlace,
  ChooseTopic,
  Filters,
  type ListChoices,
  Options,
} from '../components/filter-fields.tsx'
import { callKindNames } from './call-words.ts'

type Props = { filter: CallFilter; choices: ListChoices }

const kinds = callKinds.map((slug) => ({ slug, name: callKindNames[slug] }))

/** A plain GET form: what one picks is in the address. */
export function CallFilterForm({ filter, choices }: Props) {
  return (
    <Filters label="Calls" action={paths.calls()}>
      <Choose name="kind" label="Looking for" all="Anybody">
        <Options items={kinds} chosen={filter.kind} />
      </Choose>
      <ChooseTopic choices={choices} chosen={filter.topic} />
      <ChoosePlace choices={choices} chosen={filter.place} />
      <label class="tick">
        <input type="checkbox" name="travel" value="1" checked={filter.travel === '1'} /> Pays for
        travel
      </label>
      <label class="tick">
        <input type="checkbox" name="closing" value="soon" checked={filter.closing === 'soon'} />{' '}
        Closes within two weeks
      </label>
    </Filters>
  )
}
