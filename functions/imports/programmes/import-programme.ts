import { isAboutContent } from '#db/failures.ts'
import type { Stores } from '../../deps.ts'
import { append } from '../append.ts'
import type { Remark } from '../conference.ts'
import type { CollectedProgramme } from './collect-programme.ts'
import {
  type PreparedProgramme,
  type ProgrammeTarget,
  prepareProgramme,
  programmeMessages,
  writesOf,
} from './prepare-programme.ts'
import { sessionStatements, sharedStatements } from './programme-statements.ts'
import type { SessionWrite } from './session-planner.ts'

const SESSIONS_PER_BATCH = 200

export type ProgrammeCounts = {
  readonly created: number
  readonly updated: number
  /** Sessions that were already as the source says. */
  readonly unchanged: number
  readonly withdrawn: number
  readonly restored: number
  /** Lines of the event's changelog, by kind. */
  readonly changes: Readonly<Record<string, number>>
  readonly newPeople: number
  readonly rejected: readonly Remark[]
  readonly notes: readonly Remark[]
}

type Options = ProgrammeTarget & {
  /** Compares and counts, and writes nothing. */
  readonly dryRun?: boolean
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Brings an event's programme to what a source says. Each batch is written whole or not at all; what
 * the database refuses is rejected alone. The same again changes nothing.
 */
export async function importProgramme(
  deps: Stores,
  found: CollectedProgramme,
  { dryRun = false, onProgress = () => {}, ...target }: Options,
): Promise<ProgrammeCounts> {
  const prepared = await prepareProgramme(deps.write, found, target)
  const refused = dryRun ? [] : await writeAll(deps, prepared, onProgress)
  return count(found, prepared, refused)
}

type Refused = { readonly write: SessionWrite; readonly remark: Remark }

async function writeAll(
  deps: Stores,
  prepared: PreparedProgramme,
  onProgress: (done: number, total: number) => void,
): Promise<Refused[]> {
  const shared = sharedStatements(deps.write, prepared, prepared.newPeople)
  if (shared.length > 0) await deps.commit(shared)
  const writes = writesOf(prepared)
  const refused: Refused[] = []
  for (let from = 0; from < writes.length; from += SESSIONS_PER_BATCH) {
    onProgress(from, writes.length)
    const batch = writes.slice(from, from + SESSIONS_PER_BATCH)
    append(refused, await writeBatch(deps, prepared, batch))
  }
  onProgress(writes.length, writes.length)
  const messages = programmeMessages(prepared)
  if (messages.length > 0) await deps.commit([], { messages })
  return refused
}

/** Should the database refuse a batch, it is halved until what it objects to stands alone. */
async function writeBatch(
  deps: Stores,
  prepared: PreparedProgramme,
  writes: readonly SessionWrite[],
): Promise<Refused[]> {
  try {
    await deps.commit(sessionStatements(deps.write, prepared, writes))
    return []
  } catch (error) {
    if (!isAboutContent(error)) throw error
    const [only] = writes
    if (only && writes.length === 1) return [{ write: only, remark: explain(only, error) }]
    const middle = writes.length >> 1
    return [
      ...(await writeBatch(deps, prepared, writes.slice(0, middle))),
      ...(await writeBatch(deps, prepared, writes.slice(middle))),
    ]
  }
}

const explain = ({ at, slug }: SessionWrite, error: unknown): Remark => ({
  file: at?.file ?? slug,
  line: at?.line ?? 1,
  reason: `The database refused it: ${error instanceof Error ? error.message : error}`,
})

const emptyNote = ({ event }: CollectedProgramme): Remark => ({
  ...{ file: event?.file ?? 'the programme', line: event?.line ?? 1 },
  reason: 'It lists none of the sessions that it had, so none was withdrawn',
})

function count(
  found: CollectedProgramme,
  prepared: PreparedProgramme,
  refused: readonly Refused[],
): ProgrammeCounts {
  const lost = new Set(refused.map(({ write }) => write))
  const kept = prepared.sessions.filter((session) => !lost.has(session))
  const of = (outcome: SessionWrite['outcome']) =>
    kept.filter((session) => session.outcome === outcome).length
  const changes = Map.groupBy(
    kept.flatMap((session) => session.changes),
    (change) => change.kind,
  )
  return {
    created: of('created'),
    updated: of('updated'),
    unchanged: of('unchanged'),
    withdrawn: of('withdrawn'),
    restored: of('restored'),
    changes: Object.fromEntries([...changes].map(([kind, list]) => [kind, list.length])),
    newPeople: prepared.newPeople.length,
    rejected: [...found.rejected, ...prepared.rejected, ...refused.map(({ remark }) => remark)],
    notes: [...found.notes, ...(prepared.isWhollyGone ? [emptyNote(found)] : [])],
  }
}
