import { type EventRef, paths } from '#functions/paths.ts'

/** The one form of a page, to which all of its track buttons belong. */
const FORM_ID = 'picks'

export const TrackForm = ({ here }: { here: string }) => (
  <form id={FORM_ID} method="post">
    <input type="hidden" name="back" value={here} />
  </form>
)

type Props = { event: EventRef; session: { slug: string; title: string }; on: boolean }

/**
 * Pressing what is on turns it off. A script swaps the button for the one on the session's own page,
 * which is lighter than a whole programme. There may be a thousand of them, so each is kept short.
 */
export const TrackButton = ({ event, session: { slug, title }, on }: Props) => (
  <button
    id={`track-${slug}`}
    type="submit"
    class={on ? 'press track tracking on' : 'press track tracking'}
    form={FORM_ID}
    formaction={paths.sessionTracking(event, slug)}
    name="tracking"
    value={on ? 'off' : 'on'}
    data-swap=""
    data-back={paths.session(event, slug)}
  >
    {on ? 'Tracking' : 'Track'}
    <span class="unseen">
      {' '}
      <bdi>{title}</bdi>
      {on && ': stop'}
    </span>
  </button>
)

/** The same for who is not signed in. */
export const TrackLink = ({ event, session: { slug, title } }: Omit<Props, 'on'>) => (
  <a
    class="press track tracking"
    href={paths.signInThen(paths.session(event, slug))}
    rel="nofollow"
  >
    Track
    <span class="unseen">
      {' '}
      <bdi>{title}</bdi>: sign in first
    </span>
  </a>
)
