import { paths } from '#functions/paths.ts'
import { Icon } from './icon.tsx'

type Props = {
  /** The list's own path and query, without `after`. */
  list: string
  next: string | null
  /** Are we past the first page? */
  onward: boolean
  label: string
}

/** The way on through a long list, and back to its beginning. */
export function Pager({ list, next, onward, label }: Props) {
  if (!next && !onward) return null
  return (
    <nav class="pager" aria-label="Pages">
      {onward && <a href={list}>Back to the start</a>}
      {next && (
        <a class="button" href={paths.after(list, next)} rel="next">
          {label} <Icon name="arrow" />
        </a>
      )}
    </nav>
  )
}

/** Which way a list of events goes on: from what is next, or back from what was last. */
export const pagerLabel = (cut: unknown) => (cut === 'past' ? 'Earlier' : 'Later')
