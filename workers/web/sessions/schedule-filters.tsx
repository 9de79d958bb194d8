import { paths, type SchedulePart } from '#functions/paths.ts'
import { namesOf, type Schedule } from '#functions/sessions/session.ts'
import { Choose, named, Options } from '../components/filter-fields.tsx'
import { Icon } from '../components/icon.tsx'
import { languageName } from '../components/language-name.ts'

type Props = { schedule: Schedule; part: SchedulePart }

/** What a form does not ask for, and sends along. */
const Kept = ({ names, part }: { names: readonly (keyof SchedulePart)[]; part: SchedulePart }) => (
  <>{names.map((name) => part[name] && <input type="hidden" name={name} value={part[name]} />)}</>
)

/**
 * Finds sessions by their words. A plain GET form; a script answers as one types, on a day that is
 * there whole (workers/public/js/find-session.ts).
 */
export const ScheduleSearch = ({
  event,
  part,
}: {
  event: Schedule['event']
  part: SchedulePart
}) => (
  <search>
    <form class="find" method="get" action={paths.schedule(event)}>
      <Kept names={['day', 'room', 'track', 'language', 'view', 'picks']} part={part} />
      <label class="unseen" for="find-session">
        Search this schedule
      </label>
      <input
        id="find-session"
        type="search"
        name="q"
        value={part.q}
        maxlength={200}
        placeholder="Search this schedule"
      />
      <button class="button" type="submit">
        Search
      </button>
      <output class="quiet" for="find-session" />
    </form>
  </search>
)

const asItem = (name: string) => ({ slug: name, name })

/** A plain GET form that keeps the day and the layout. Closed until it is wanted or in use. */
export function ScheduleFilters({ schedule: { event, sessions }, part }: Props) {
  const [rooms, tracks, languages] = (['room', 'track', 'language'] as const).map((column) =>
    namesOf(sessions, column),
  )
  const choices = [
    { name: 'room', label: 'Room', all: 'All rooms', items: rooms?.map(asItem) },
    { name: 'track', label: 'Track', all: 'All tracks', items: tracks?.map(asItem) },
    {
      name: 'language',
      label: 'Language',
      all: 'All languages',
      items: languages?.map((tag) => ({ slug: tag, name: languageName(tag) })),
    },
  ] as const
  const useful = choices.filter(({ name, items = [] }) => items.length > 1 || part[name])
  if (useful.length === 0) return null
  return (
    <details class="narrowing" open={useful.some(({ name }) => part[name])}>
      <summary>
        <Icon name="list" /> Filter
      </summary>
      <form class="filters" method="get" action={paths.schedule(event)} aria-label="Sessions">
        <Kept names={['day', 'q', 'view', 'picks']} part={part} />
        {useful.map(({ name, label, all, items = [] }) => (
          <Choose name={name} label={label} all={all}>
            <Options items={named(items, part[name])} chosen={part[name]} />
          </Choose>
        ))}
        <button class="button primary" type="submit">
          Show
        </button>
      </form>
    </details>
  )
}

/** What the day is narrowed to, each part a link that lets go of it. */
export function Narrowed({ schedule: { event }, part }: Props) {
  const parts = (['q', 'room', 'track', 'language'] as const).filter((name) => part[name])
  if (parts.length === 0) return null
  return (
    <p class="chosen">
      {parts.map((name) => (
        <a href={paths.schedule(event, { ...part, [name]: undefined })}>
          <bdi>{name === 'language' ? languageName(part.language ?? '') : part[name]}</bdi>
          <span class="unseen">: let go</span>
          <Icon name="cross" />
        </a>
      ))}
    </p>
  )
}
