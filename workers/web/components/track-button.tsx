import { paths } from '#functions/paths.ts'

/** The one form of a page, to which all of its track buttons belong. */
const FORM_ID = 'picks'

export const TrackForm = ({ here }: { here: string }) => (
  <form id={FORM_ID} method="post">
    <input type="hidden" name="back" value={here} />
  </form>
)

/** Something to track. `slug` tells it from what else a page has of its kind. */
export type Trackable = { slug: string; name: string; page: string; action: string }

type Props = { of: Trackable; on: boolean }

/**
 * Pressing what is on turns it off. A script swaps the button for the one on the thing's own page,
 * which is lighter than a whole list. There may be a thousand of them, so each is kept short.
 */
export const TrackButton = ({ of: { slug, name, page, action }, on }: Props) => (
  <button
    id={`track-${slug}`}
    type="submit"
    class={on ? 'press track tracking on' : 'press track tracking'}
    form={FORM_ID}
    formaction={action}
    name="tracking"
    value={on ? 'off' : 'on'}
    data-swap=""
    data-back={page}
  >
    {on ? 'Tracking' : 'Track'}
    <span class="unseen">
      {' '}
      <bdi>{name}</bdi>
      {on && ': stop'}
    </span>
  </button>
)

/** The same for who is not signed in. */
export const TrackLink = ({ of: { name, page } }: Omit<Props, 'on'>) => (
  <a class="press track tracking" href={paths.signInTo('tracking', page)} rel="nofollow">
    Track
    <span class="unseen">
      {' '}
      <bdi>{name}</bdi>: sign in first
    </span>
  </a>
)
