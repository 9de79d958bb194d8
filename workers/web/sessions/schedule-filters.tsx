import { paths, type SchedulePart } from '#functions/paths.ts'
import { namesOf, type Schedule } from '#functions/sessions/session.ts'
import { Choose, named, Options } from '../components/filter-fields.tsx'
import { Icon } from '../components/icon.tsx'
import { languageName } from '../components/language-name.ts'

type Props = { schedule: Schedule; part: SchedulePart }

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
        {(['day', 'view', 'picks'] as const).map(
          (name) => part[name] && <input type="hidden" name={name} value={part[name]} />,
        )}
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
  const parts = (['room', 'track', 'language'] as const).filter((name) => part[name])
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
