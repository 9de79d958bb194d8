import type { Viewer } from '#functions/attendances/queries.ts'
import type { Counts } from '#functions/events/event.ts'
import type { PersonSummary } from '#functions/people/person.ts'
import type { Child } from '../../jsx/jsx-runtime.ts'
import { counted, grouped } from './event-words.ts'
import { Face } from './face.tsx'

const NAMED = 2
const FACES_SHOWN = 6

/** Overlapping, since together they are a crowd: whoever reads them aloud says their names instead. */
export const Faces = ({ people }: { people: readonly PersonSummary[] }) => (
  <span class="faces" aria-hidden="true">
    {people.map((person) => (
      <Face person={person} />
    ))}
  </span>
)

type Props = {
  event: Counts & { readonly attending: readonly PersonSummary[] }
  over: boolean
  viewer: Viewer | null
  /** Whether the viewer is one of them, who then comes first. */
  isViewerIn: boolean
  /** Where all of them are. */
  href: string
}

/** "Ada, Grace and 7 more are going · 4 tracking", behind their faces; nothing while nobody is. */
export function Crowd({ event, over, viewer, isViewerIn, href }: Props) {
  const { attending, attendingCount, trackingCount } = event
  if (attendingCount + trackingCount === 0) return null
  const others = attending.filter(({ handle }) => handle !== viewer?.handle)
  const you = viewer && isViewerIn
  // "You were there" stands on the button already.
  const alone = over && you && attendingCount === 1
  const people = you ? [viewer, ...others] : attending
  const names = people
    .slice(0, NAMED)
    .map((person) => (person === viewer ? 'You' : <bdi>{person.name}</bdi>))
  return (
    <a class="crowd" href={href}>
      {people.length > 0 && <Faces people={people.slice(0, FACES_SHOWN)} />}
      <span>
        {alone && 'Nobody else has said so yet'}
        {names.length > 0 && !alone && (
          <>
            {inRow(names, attendingCount - names.length)} {verb(over, you ? 0 : attendingCount)}
          </>
        )}
        {names.length > 0 && trackingCount > 0 && '\u00a0· '}
        {trackingCount > 0 && (
          <span class="whole">{counted(trackingCount, over ? 'tracked it' : 'tracking')}</span>
        )}
      </span>
    </a>
  )
}

/** "Ada", "Ada and Grace", "Ada, Grace and 7 more". */
function inRow([first, second]: readonly Child[], more: number): Child {
  if (more > 0) return [first, second && ', ', second, ` and ${grouped(more)} more`]
  return second ? [first, ' and ', second] : first
}

const verb = (over: boolean, count: number) =>
  over ? (count === 1 ? 'was there' : 'were there') : count === 1 ? 'is going' : 'are going'
