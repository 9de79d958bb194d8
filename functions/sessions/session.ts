import type { creditRoles, sessionKinds, sessionLevels } from '#db/schema/index.ts'
import type { CoverageItem } from '../coverage/coverage.ts'
import type { EventSummary } from '../events/event.ts'
import { lazily } from '../lazily.ts'
import type { Day } from '../time/day.ts'
import type { WallTime } from '../time/wall-clock.ts'
import type { ScheduleChange } from './changes.ts'
import { hasWords } from './find-words.ts'

export type SessionKind = (typeof sessionKinds)[number]
export type SessionLevel = (typeof sessionLevels)[number]
export type CreditRole = (typeof creditRoles)[number]

/** A name as billed. The handle leads to the person's page, where we know who it is. */
export type Credit = {
  readonly name: string
  readonly role: CreditRole
  readonly handle: string | null
}

/** A slot as the programme shows it. Times are on the clock of the event's zone. */
export type SessionSummary = {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly kind: SessionKind
  /** The conference day: what starts after midnight may belong to the day before. */
  readonly day: Day | null
  readonly startsAt: WallTime | null
  readonly endsAt: WallTime | null
  readonly room: string | null
  readonly track: string | null
  /** BCP 47. */
  readonly language: string | null
  readonly level: SessionLevel | null
  readonly notRecorded: boolean
  readonly withdrawn: boolean
  /** Is there a video of it? */
  readonly recorded: boolean
  /** In billed order. */
  readonly credits: readonly Credit[]
}

export type ScheduleDay = {
  readonly day: Day | null
  /** What takes place: neither breaks nor what is withdrawn. */
  readonly count: number
}

/** One day of a programme, and which other days there are. */
export type Schedule = {
  readonly event: EventSummary
  /** In order; null, last, is what has no day yet. */
  readonly days: readonly ScheduleDay[]
  readonly day: Day | null
  /** By start, then in the rooms' own order. */
  readonly sessions: readonly SessionSummary[]
  /** Of all days, newest first: the last few. */
  readonly changes: readonly ScheduleChange[]
}

/** Somebody as a session's page bills them. */
export type Billed = Credit & {
  /** Sanitised HTML. */
  readonly bio: string | null
  readonly hasPhoto: boolean
}

export type SessionDetail = Omit<SessionSummary, 'credits' | 'recorded'> & {
  readonly subtitle: string | null
  /** Sanitised HTML. */
  readonly abstract: string | null
  readonly url: string | null
  readonly credits: readonly Billed[]
}

/** A session as others point to it. */
export type SessionLink = Pick<SessionSummary, 'slug' | 'title' | 'startsAt' | 'room'>

export type SessionPage = {
  readonly event: EventSummary
  readonly session: SessionDetail
  /** What is in the same room before and after, on any day. */
  readonly before: SessionLink | null
  readonly after: SessionLink | null
  /** What else is on when it starts. */
  readonly meanwhile: readonly SessionLink[]
  /** Newest first. */
  readonly changes: readonly ScheduleChange[]
  readonly coverage: readonly CoverageItem[]
}

/** Narrows a day to a room, a track, a language, words, or several of these. */
export type SessionFilter = {
  readonly room?: string | undefined
  readonly track?: string | undefined
  readonly language?: string | undefined
  /** Words of its title, who is billed, its room or its track. */
  readonly q?: string | undefined
}

const columns = ['room', 'track', 'language'] as const

type Searched = Pick<SessionSummary, (typeof columns)[number] | 'title' | 'credits'>

/** The sessions that a filter lets through, in the order given. */
export function narrow<T extends Searched>(sessions: readonly T[], filter: SessionFilter): T[] {
  const isFound = filter.q === undefined ? null : hasWords(filter.q)
  return sessions.filter(
    (session) =>
      columns.every(
        (column) => filter[column] === undefined || session[column] === filter[column],
      ) &&
      (isFound === null || isFound(textOf(session))),
  )
}

const textOf = ({ title, room, track, credits }: Searched) =>
  [title, ...credits.map(({ name }) => name), room, track].join(' ')

const byName = lazily(() => new Intl.Collator('en', { numeric: true }))

/** The rooms, tracks or languages of these sessions, each once, by name. */
export const namesOf = (
  sessions: readonly SessionSummary[],
  column: (typeof columns)[number],
): string[] =>
  [...new Set(sessions.flatMap((session) => session[column] ?? []))].sort(byName().compare)

/** The language that most of these sessions are in; null where none says. */
export function usualLanguage(sessions: readonly SessionSummary[]): string | null {
  const spoken = sessions.filter(({ language, kind }) => language !== null && kind !== 'break')
  const groups = [...Map.groupBy(spoken, ({ language }) => language)]
  return groups.sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null
}

/** Sessions that start together, in the order given. Every session is in exactly one group. */
export function groupByStart<T extends Pick<SessionSummary, 'startsAt'>>(
  sessions: readonly T[],
): { startsAt: WallTime | null; sessions: T[] }[] {
  const groups = Map.groupBy(sessions, ({ startsAt }) => startsAt)
  return [...groups].map(([startsAt, together]) => ({ startsAt, sessions: together }))
}

/** Is it on at this moment of the event's own clock? Its end is no longer part of it. */
export const isOn = (
  { startsAt, endsAt, withdrawn }: Pick<SessionSummary, 'startsAt' | 'endsAt' | 'withdrawn'>,
  clock: WallTime,
): boolean =>
  !withdrawn && startsAt !== null && endsAt !== null && startsAt <= clock && clock < endsAt

/** Has it ended, on the event's own clock? What has no time is over with its event's last day. */
export const isSessionOver = (
  { endsAt }: Pick<SessionSummary, 'endsAt'>,
  event: { readonly endsOn: Day },
  clock: WallTime,
): boolean => (endsAt === null ? event.endsOn < clock.slice(0, 10) : endsAt <= clock)

/** Does it start on a later calendar day than the conference day that it belongs to? */
export const isAfterMidnight = ({ day, startsAt }: Pick<SessionSummary, 'day' | 'startsAt'>) =>
  day !== null && startsAt !== null && startsAt.slice(0, 10) > day
