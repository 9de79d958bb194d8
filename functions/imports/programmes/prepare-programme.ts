import type { Database, Statement } from '#db/client.ts'
import { coverageTags } from '../../coverage/announce-coverage.ts'
import { type Message, message } from '../../messages.ts'
import { announcePurge } from '../../site/announce-purge.ts'
import type { ProgrammeSession } from '../programme-record.ts'
import type { CollectedProgramme } from './collect-programme.ts'
import { findScope } from './find-scope.ts'
import { giveHandles } from './give-handles.ts'
import { findProgramme } from './known-programme.ts'
import { personSource } from './plan-people.ts'
import { type ProgrammePlan, planProgramme } from './plan-programme.ts'
import { type NewPeople, sessionStatements, sharedStatements } from './programme-statements.ts'
import type { SessionWrite } from './session-planner.ts'
import type { ProgrammeKind } from './source.ts'

/** The consumer takes no more in one message. */

export type PreparedProgramme = ProgrammePlan & { readonly newPeople: NewPeople }

/** Which programme this is. */
export type ProgrammeTarget = { readonly kind: ProgrammeKind; readonly eventId: string }

/**
 * Compares a programme with what is known, in three trips. Writes nothing: whoever asked commits the
 * statements, all at once or in parts.
 */
export async function prepareProgramme(
  db: Database,
  found: CollectedProgramme,
  target: ProgrammeTarget,
): Promise<PreparedProgramme> {
  const { kind, eventId } = target
  const scopeId = await findScope(db, found.sessions, target)
  const known = await findProgramme(db, {
    eventId,
    people: listNames(found.sessions, { kind, eventId: scopeId }),
  })
  const plan = planProgramme(found, known, { ...target, scopeId })
  return { ...plan, newPeople: await giveHandles(db, plan.people.created) }
}

function listNames(sessions: readonly ProgrammeSession[], { kind, eventId }: ProgrammeTarget) {
  const ids = sessions.flatMap(({ credits }) => credits.map(({ externalId }) => externalId))
  // A session with a NUL in it is rejected later, and Postgres cannot be asked about one.
  const askable = ids.filter((id) => id !== null).filter((id) => !id.includes('\u0000'))
  return [...new Set(askable)].map((externalId) => ({
    source: personSource(kind, eventId, externalId),
    externalId,
  }))
}

/** The sessions about which there is something to write. */
export const writesOf = ({ sessions }: PreparedProgramme): SessionWrite[] =>
  sessions.filter((session) => session.outcome !== 'unchanged')

/** All of it, for a job that settles in one commit. */
export const programmeStatements = (db: Database, prepared: PreparedProgramme): Statement[] => [
  ...sharedStatements(db, prepared, prepared.newPeople),
  ...sessionStatements(db, prepared, writesOf(prepared)),
]

/** What follows from it: new coverage is described and counted, and pages hear of it. Nothing when nothing changed. */
export function programmeMessages(prepared: PreparedProgramme): Message[] {
  const { eventId, people } = prepared
  const writes = writesOf(prepared)
  const billed = writes.flatMap(({ credits }) => credits ?? []).map(({ personId }) => personId)
  const touched = [...billed.filter((id) => id != null), ...people.changed.map(({ id }) => id)]
  const covered = writes.flatMap(({ coverage }) => coverage)
  const isChanged = writes.length > 0 || prepared.rooms.written.length > 0 || touched.length > 0
  if (!isChanged) return []
  const shown = covered.length > 0 ? coverageTags(eventId) : [`event-${eventId}`]
  const tags = [...shown, ...[...new Set(touched)].map((id) => `person-${id}`)]
  return [
    ...covered.map(({ id }) => message('describe-coverage', { coverageId: id })),
    ...(covered.length > 0 ? [message('count-coverage', { eventId })] : []),
    ...announcePurge(tags),
  ]
}
