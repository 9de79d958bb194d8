import type { EventSummary } from '#functions/events/event.ts'
import { paths } from '#functions/paths.ts'
import type { ProgrammeSummary } from '#functions/sessions/programme-summary.ts'
import { counted } from '../components/event-words.ts'
import { PeopleRow } from '../components/people-row.tsx'
import { ChangesList } from './changes-list.tsx'
import { shortDay } from './session-words.ts'

type Props = { event: EventSummary; programme: ProgrammeSummary | null }

/** On an event's own page: its days, some of who speaks, and what changed last. */
export function ProgrammeSection({ event, programme }: Props) {
  if (programme === null) return null
  const { days, speakers, speakerCount, changes } = programme
  return (
    <section class="section programme">
      <div class="title">
        <h2>Programme</h2>
        <a href={paths.schedule(event)}>Whole schedule</a>
      </div>
      <ul class="plain days">
        {days.map(({ day, count }) => (
          <li>
            <a href={paths.schedule(event, { day: day ?? 'none' })}>
              {day === null ? 'Day not known' : shortDay(day)}
            </a>{' '}
            <span class="count">{counted(count, 'session', 'sessions')}</span>
          </li>
        ))}
      </ul>
      {speakers.length > 0 && (
        <>
          <div class="title">
            <h3>Speakers include</h3>
            <a href={paths.eventSpeakers(event)}>{counted(speakerCount, 'speaker', 'speakers')}</a>
          </div>
          <PeopleRow people={speakers} />
        </>
      )}
      {changes.length > 0 && (
        <>
          <h3>Last changes</h3>
          <ChangesList event={event} changes={changes} />
        </>
      )}
    </section>
  )
}
