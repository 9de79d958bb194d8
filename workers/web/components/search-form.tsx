import { paths } from '#functions/paths.ts'
import { Icon } from './icon.tsx'

type Props = {
  /** Of its field: a page may have two. */
  id: string
  /** What is searched for now. */
  q?: string
}

/** Finds events, sessions, people and whatever else has a page, by their words. A plain GET form. */
export const SearchForm = ({ id, q }: Props) => (
  <search>
    <form class="search-form" method="get" action={paths.search()}>
      <label class="unseen" for={id}>
        Search Hallway
      </label>
      <input id={id} type="search" name="q" value={q} maxlength={100} placeholder="Search" />
      <button type="submit">
        <Icon name="search" /> <span class="unseen">Search</span>
      </button>
    </form>
  </search>
)
