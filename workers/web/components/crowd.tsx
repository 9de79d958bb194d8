import type { Viewer } from '#functions/attendances/queries.ts'
import type { Counts } from '#functions/events/event.ts'
import type { PersonSummary } from '#functions/people/person.ts'
import type { Child } from '../../jsx/jsx-runtime.ts'
import { counted, grouped, type Stage } from './event-words.ts'
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
  stage: Stage
  viewer: Viewer | null
  /** Whether the viewer is one of them, who then comes first. */
  isViewerIn: boolean
  /** Where all of them are. */
  href: string
}

/** "Ada, Grace and 7 more are going · 4 tracking", behind their faces; nothing while nobody is. */
export function Crowd({ event, stage, viewer, isViewerIn, href }: Props) {
  const { attending, attendingCount, trackingCount } = event
  if (attendingCount + trackingCount === 0) return null
  const others = attending.filter(({ handle }) => handle !== viewer?.handle)
  const you = viewer && isViewerIn
  // "You were there" stands on the button already.
  const alone = stage === 'over' && you && attendingCount === 1
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
            {inRow(names, attendingCount - names.length)} {verb(stage, you ? 0 : attendingCount)}
          </>
        )}
        {names.length > 0 && trackingCount > 0 && '\u00a0· '}
        {trackingCount > 0 && (
          <span class="whole">
            {counted(trackingCount, stage === 'ahead' ? 'tracking' : 'tracked it')}
          </span>
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

const verbs: Record<Stage, { one: string; many: string }> = {
  ahead: { one: 'is going', many: 'are going' },
  over: { one: 'was there', many: 'were there' },
  off: { one: 'had planned to go', many: 'had planned to go' },
}

const verb = (stage: Stage, count: number) => verbs[stage][count === 1 ? 'one' : 'many']
