import type { Remark } from '../conference.ts'
import type { ProgrammeSession } from '../programme-record.ts'
import type { CollectedProgramme } from './collect-programme.ts'
import type { KnownProgramme, KnownSession } from './known-programme.ts'
import { matchSessions } from './match-sessions.ts'
import { type PeoplePlan, planPeople } from './plan-people.ts'
import { planRooms, type RoomPlan } from './plan-rooms.ts'
import { objectionTo } from './plan-session.ts'
import { SessionPlanner, type SessionWrite } from './session-planner.ts'
import { isWhole, othersOf, owns, type ProgrammeKind, sourceOf } from './source.ts'

export type ProgrammePlan = {
  readonly eventId: string
  readonly source: string
  readonly sessions: readonly SessionWrite[]
  readonly people: PeoplePlan
  readonly rooms: RoomPlan
  readonly rejected: readonly Remark[]
  /** Not one session is left of those that it had. They are not withdrawn. */
  readonly isWhollyGone: boolean
}

type Target = {
  readonly kind: ProgrammeKind
  readonly eventId: string
  /** The event within which the source's names mean something: see `findScope`. */
  readonly scopeId: string
}

/** What to write so that an event's programme is as a source says. Pure: it is told what is known. */
export function planProgramme(
  found: Pick<CollectedProgramme, 'sessions' | 'rejectedIds'>,
  known: KnownProgramme,
  { kind, eventId, scopeId }: Target,
): ProgrammePlan {
  const source = sourceOf(kind, scopeId)
  const rejected: Remark[] = []
  const incoming = keepGood(found.sessions, rejected)
  const matches = matchSessions(incoming, known.sessions, source)
  const isOwner = (match: KnownSession | null) =>
    !match || owns(source, othersOf(match.externalIds, source))
  const billing = incoming.filter(
    (_, i) => isOwner(matches[i] ?? null) || matches[i]?.credits.length === 0,
  )
  const housed = incoming.filter((_, i) => isOwner(matches[i] ?? null) || !matches[i]?.roomId)
  const people = planPeople(billing, known, { kind, eventId: scopeId })
  const rooms = planRooms(housed, known.rooms, kind === 'schedule')
  const planner = new SessionPlanner({ known, people, rooms, kind, eventId, source })
  const sessions = incoming.map((session, i) => planner.plan(session, matches[i] ?? null))
  // What was rejected is still listed: it is only not known how it is now.
  const listed = new Set([
    ...found.sessions.map(({ externalId }) => externalId),
    ...found.rejectedIds,
  ])
  const gone = listGone(known, { kind, source, present: new Set(matches), listed })
  // Parsers give no session of a file that breaks off; nobody withdraws all of a programme either.
  const isWhollyGone = incoming.length === 0 && gone.length > 0
  const withdrawn = isWhollyGone ? [] : gone.map(withdraw)
  return {
    ...{ eventId, source, people, rooms, rejected, isWhollyGone },
    sessions: [...sessions, ...withdrawn],
  }
}

/** Sessions that can be kept, each of its id once. */
function keepGood(sessions: readonly ProgrammeSession[], rejected: Remark[]): ProgrammeSession[] {
  const lines = new Map<string, number>()
  return sessions.filter((session) => {
    const { file, line, externalId } = session
    const first = lines.get(externalId)
    const reason =
      objectionTo(session) ??
      (first === undefined ? null : `Its id is that of the session in line ${first}`)
    if (reason) rejected.push({ file, line, reason })
    else lines.set(externalId, line)
    return reason === null
  })
}

type Absence = {
  readonly kind: ProgrammeKind
  readonly source: string
  readonly present: ReadonlySet<KnownSession | null>
  /** The source's names for all that it lists. */
  readonly listed: ReadonlySet<string>
}

/** What stood in this programme once and no longer does. Another source that owns it may still list it. */
const listGone = ({ sessions }: KnownProgramme, { kind, source, present, listed }: Absence) =>
  sessions.filter(
    (session) =>
      isWhole(kind) &&
      !present.has(session) &&
      session.withdrawnAt === null &&
      !session.editedColumns.includes('withdrawn_at') &&
      session.externalIds.some((id) => id.source === source) &&
      !session.externalIds.some((id) => id.source === source && listed.has(id.externalId)) &&
      !listed.has(session.id) &&
      owns(source, othersOf(session.externalIds, source)),
  )

const withdraw = ({ id, slug }: KnownSession): SessionWrite => ({
  ...{ at: null, outcome: 'withdrawn', id, slug, row: null, withdrawn: true, externalId: null },
  ...{ credits: null, coverage: [], changes: [{ kind: 'withdrawn' }] },
})
