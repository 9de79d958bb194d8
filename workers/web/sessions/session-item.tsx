import { paths } from '#functions/paths.ts'
import { isOn, type SessionSummary } from '#functions/sessions/session.ts'
import { hueClass } from '../components/hue.ts'
import { languageName } from '../components/language-name.ts'
import { TrackButton } from '../components/track-button.tsx'
import type { Shown } from './schedule-list.tsx'
import { SessionTitle } from './session-title.tsx'
import { lengthText, levelNames, minutesOf, sessionKindNames } from './session-words.ts'
import { trackableSession } from './trackable-session.ts'

/** A session of the list, as an item of it. */
export function SessionItem(session: SessionSummary, shown: Shown) {
  const { slug, kind } = session
  const on = isOn(session, shown.nowAt)
  const tracked = shown.picks?.has(session.id) ?? false
  return (
    <li id={`s-${slug}`} class={stateOf(session, on) || undefined}>
      <div class="talk">
        <SessionTitle event={shown.event} session={session} on={on} />
        <Names session={session} linked={shown.linkNames} />
        <Facts session={session} shown={shown} />
      </div>
      {shown.picks && kind !== 'break' && (tracked || !shown.isOff) && (
        <TrackButton of={trackableSession(shown.event, session)} on={tracked} />
      )}
    </li>
  )
}

/** The classes that tell what is a break, off or on, and the colour of its track. */
export const stateOf = ({ kind, withdrawn, track }: SessionSummary, on: boolean) =>
  `${kind === 'break' ? 'pause ' : ''}${withdrawn ? 'off ' : ''}${on ? 'on ' : ''}${track ? hueClass(track) : ''}`.trimEnd()

/** Who is billed, in billed order. */
export function Names({
  session: { credits },
  linked,
}: {
  session: SessionSummary
  linked: boolean
}) {
  if (credits.length === 0) return null
  return (
    <p class="by">
      {credits.map(({ name, handle }, index) => [
        index > 0 && ', ',
        linked && handle ? <a href={paths.person(handle)}>{name}</a> : <bdi>{name}</bdi>,
      ])}
    </p>
  )
}

const RECORDED = 'Recorded'

/** The same as a mark, for where there is no room for a word. */
export const RecordedMark = () => (
  <span class="recorded">
    <span class="unseen">{RECORDED} </span>
  </span>
)

/** Where, how long and what sort. */
function Facts({ session, shown }: { session: SessionSummary; shown: Shown }) {
  const { room, track, kind, language, level, recorded, notRecorded } = session
  const minutes = minutesOf(session)
  const words = [
    room,
    track !== room && track,
    sessionKindNames[kind],
    language && language !== shown.usualLanguage && kind !== 'break' && languageName(language),
    level && levelNames[level],
    notRecorded && 'Not recorded',
  ].filter(Boolean)
  const facts = [
    minutes !== null && <time datetime={`PT${minutes}M`}>{lengthText(minutes)}</time>,
    ...words.map((word) => <bdi>{word}</bdi>),
    recorded && <span class="recorded">{RECORDED}</span>,
  ].filter(Boolean)
  if (facts.length === 0) return null
  return <p class="in">{facts.map((fact, index) => [index > 0 && ' · ', fact])}</p>
}
