import type { Viewer } from '#functions/attendances/queries.ts'
import type { ListedCoverage } from '#functions/coverage/coverage.ts'
import { type EventRef, paths } from '#functions/paths.ts'
import { Icon } from '../components/icon.tsx'
import { CoverageCard } from './coverage-card.tsx'

/** What has just happened to an event's coverage; of what was taken back there is nothing left to ask. */
export type Outcome =
  | { readonly what: 'added' | 'there'; readonly item: ListedCoverage }
  | { readonly what: 'taken' }

export const outcomeTitles = {
  added: 'Added',
  there: 'Was already there',
  taken: 'What is taken back',
} as const satisfies Record<Outcome['what'], string>

const words: Readonly<Record<Outcome['what'], string>> = {
  added: 'Thank you. We look up what it is called and a picture of it in a moment.',
  there: 'It had been added here before. Nothing has changed.',
  taken: 'The link is not shown any more.',
}

type Props = { outcome: Outcome; event: EventRef; viewer: Viewer | null }

/** Says what has just happened, shows it, and leads to where it stands. */
export const AddingOutcome = ({ outcome, event, viewer }: Props) => (
  <section class="outcome">
    <p role="status">
      <Icon name="check" /> {words[outcome.what]}
    </p>
    {outcome.what !== 'taken' && <CoverageCard item={outcome.item} viewer={viewer} heading="h2" />}
    <p class="links">
      {outcome.what !== 'taken' && outcome.item.session && (
        <a href={paths.session(outcome.item.event, outcome.item.session.slug)}>See the session</a>
      )}
      <a href={paths.eventCoverage(event)}>All there is of this event</a>
    </p>
  </section>
)
