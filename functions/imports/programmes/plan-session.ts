import type { sessions } from '#db/schema/index.ts'
import type { ProgrammeSession } from '../programme-record.ts'
import type { KnownSession } from './known-programme.ts'

/** What an import writes of a session, as columns. */
export type SessionColumns = Pick<
  typeof sessions.$inferSelect,
  | 'title'
  | 'subtitle'
  | 'abstract'
  | 'kind'
  | 'day'
  | 'startsAt'
  | 'endsAt'
  | 'roomId'
  | 'track'
  | 'language'
  | 'level'
  | 'notRecorded'
  | 'url'
>

/** The names that `edited_columns` has for them. */
export const columnNames: Readonly<Record<keyof SessionColumns, string>> = {
  title: 'title',
  subtitle: 'subtitle',
  abstract: 'abstract',
  kind: 'kind',
  day: 'day',
  startsAt: 'starts_at',
  endsAt: 'ends_at',
  roomId: 'room_id',
  track: 'track',
  language: 'language',
  level: 'level',
  notRecorded: 'not_recorded',
  url: 'url',
}
const columns = Object.keys(columnNames) as (keyof SessionColumns)[]

/** What the source says, as columns. */
export function toColumns(
  session: ProgrammeSession,
  roomIds: ReadonlyMap<string, string>,
): SessionColumns {
  const { title, subtitle, abstract, kind, day, startsAt, endsAt } = session
  const { room, track, language, level, notRecorded, url } = session
  const roomId = room === null ? null : (roomIds.get(room) ?? null)
  return {
    ...{ title, subtitle, abstract, kind, day, startsAt, endsAt },
    ...{ roomId, track, language, level, notRecorded, url },
  }
}

/** The same of a session that is known. */
export const columnsOf = (known: KnownSession): SessionColumns =>
  Object.fromEntries(columns.map((column) => [column, known[column]])) as SessionColumns

/**
 * A session's columns after a source has had its say. Whoever owns it decides; others fill what is
 * missing. Where several sources tell, silence of the owner takes nothing back. What a person edited stays.
 */
export function decide(
  incoming: SessionColumns,
  known: KnownSession,
  isOwner: boolean,
  isAlone: boolean,
): SessionColumns {
  const before = columnsOf(known)
  const after: Record<string, unknown> = { ...before }
  const pick = (column: keyof SessionColumns) => {
    if (known.editedColumns.includes(columnNames[column])) return
    const isMissing = before[column] === null
    if (isOwner && (isAlone || incoming[column] !== null)) after[column] = incoming[column]
    else if (isMissing && incoming[column] !== null) after[column] = incoming[column]
  }
  for (const column of columns) if (column !== 'startsAt' && column !== 'endsAt') pick(column)
  // The database wants both or neither, and an end without its start says nothing.
  const times = ['starts_at', 'ends_at'] as const
  if (!times.some((column) => known.editedColumns.includes(column))) {
    pick('startsAt')
    if (after.startsAt !== before.startsAt || isOwner) pick('endsAt')
  }
  return after as SessionColumns
}

export const isSame = (one: SessionColumns, other: SessionColumns): boolean =>
  columns.every((column) => one[column] === other[column])

/** Why a session cannot be kept as it is told, or null. What the database would refuse is said here, in words. */
export function objectionTo(session: ProgrammeSession): string | null {
  const { title, externalId, day, startsAt, endsAt, credits } = session
  if (title.trim() === '') return 'The title is empty'
  if (externalId === '') return 'It has no id'
  if (day !== null && !isDay(day)) return `${day} is not a day that exists`
  if ((startsAt === null) !== (endsAt === null)) return 'It has a start without an end'
  if (startsAt && endsAt) {
    if (!isTime(startsAt)) return `${startsAt} is not a time that exists`
    if (!isTime(endsAt)) return `${endsAt} is not a time that exists`
    if (endsAt < startsAt) return 'It ends before it starts'
  }
  if (credits.some(({ name }) => name.trim() === '')) return 'Somebody has no name'
  return JSON.stringify(session).includes('\\u0000') ? 'There is a null character in it' : null
}

const isTime = (text: string) => {
  const [, day = '', time = ''] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text) ?? []
  return isDay(day) && time !== '' && time < '24:00:00' && Number(time.slice(3, 5)) < 60
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
