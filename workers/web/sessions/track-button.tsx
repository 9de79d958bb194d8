import { type EventRef, paths } from '#functions/paths.ts'
import { Icon } from '../components/icon.tsx'

/** The one form of a page, to which all of its track buttons belong. */
const FORM_ID = 'picks'

export const TrackForm = ({ here }: { here: string }) => (
  <form id={FORM_ID} method="post">
    <input type="hidden" name="back" value={here} />
  </form>
)

type Props = { event: EventRef; session: { slug: string; title: string }; on: boolean }

/** Pressing what is on turns it off. A script swaps it for the one on the session's own page, which is lighter. */
export function TrackButton({ event, session: { slug, title }, on }: Props) {
  const id = `track-${slug}`
  return (
    <button
      id={id}
      type="submit"
      form={FORM_ID}
      formaction={paths.sessionTracking(event, slug)}
      name="tracking"
      value={on ? 'off' : 'on'}
      class={on ? 'press track tracking on' : 'press track tracking'}
      data-swap={id}
      data-back={paths.session(event, slug)}
      data-said={on ? `You have let go of ${title}` : `You are tracking ${title}`}
      data-key={id}
    >
      <Icon name={on ? 'check' : 'eye'} />
      {on ? 'Tracking' : 'Track'}
      <span class="unseen">
        {' '}
        <bdi>{title}</bdi>
        {on && ': stop'}
      </span>
    </button>
  )
}

/** The same for who is not signed in. */
export const TrackLink = ({ event, session: { slug, title } }: Omit<Props, 'on'>) => (
  <a
    class="press track tracking"
    href={paths.signInThen(paths.session(event, slug))}
    rel="nofollow"
  >
    <Icon name="eye" />
    Track
    <span class="unseen">
      {' '}
      <bdi>{title}</bdi>: sign in first
    </span>
  </a>
)
