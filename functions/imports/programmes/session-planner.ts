import { newId } from '#db/id.ts'
import type { credits } from '#db/schema/index.ts'
import type { Located } from '../conference.ts'
import type { ProgrammeSession } from '../programme-record.ts'
import type { KnownCoverage, KnownProgramme, KnownSession } from './known-programme.ts'
import { type ChangeRow, compareShown, type Shown } from './plan-changes.ts'
import { type CoverageRow, planCoverage } from './plan-coverage.ts'
import type { PeoplePlan } from './plan-people.ts'
import type { RoomPlan } from './plan-rooms.ts'
import { columnsOf, decide, isSame, type SessionColumns, toColumns } from './plan-session.ts'
import { slugGiver } from './session-slug.ts'
import { isWhole, othersOf, owns, type ProgrammeKind } from './source.ts'

export type CreditRow = Omit<typeof credits.$inferInsert, 'sessionId' | 'position'>

/** All that is to be written of one session, or that it is as the source says (`unchanged`). */
export type SessionWrite = {
  /** Where the source tells of it; null for one of which it no longer does. */
  readonly at: Located | null
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'withdrawn' | 'restored'
  readonly id: string
  readonly slug: string
  readonly row: SessionColumns | null
  /** Null: as it was. */
  readonly withdrawn: boolean | null
  /** The source's name for it, where that is new. */
  readonly externalId: string | null
  /** Null: as they were. */
  readonly credits: readonly CreditRow[] | null
  readonly coverage: readonly CoverageRow[]
  readonly changes: readonly ChangeRow[]
}

type Planning = {
  readonly known: KnownProgramme
  readonly people: PeoplePlan
  readonly rooms: RoomPlan
  readonly kind: ProgrammeKind
  readonly eventId: string
  readonly source: string
}

/** Plans one session after the other; slugs given to one are not given to the next. */
export class SessionPlanner {
  readonly #p: Planning
  readonly #coverage: ReadonlyMap<string | null, KnownCoverage[]>
  readonly #slugFor: ReturnType<typeof slugGiver>
  /** Whether this source has told of the event before: only then is anything a change. */
  readonly #isAgain: boolean

  constructor(planning: Planning) {
    const { known, source, kind } = planning
    this.#p = planning
    this.#coverage = Map.groupBy(known.coverage, ({ sessionId }) => sessionId)
    this.#slugFor = slugGiver(
      new Set([...known.sessions.map(({ slug }) => slug), ...known.formerSlugs]),
    )
    this.#isAgain =
      isWhole(kind) &&
      known.sessions.some(({ externalIds }) => externalIds.some((id) => id.source === source))
  }

  plan(session: ProgrammeSession, match: KnownSession | null): SessionWrite {
    return match ? this.#change(session, match) : this.#create(session)
  }

  #create(session: ProgrammeSession): SessionWrite {
    const { eventId, source, rooms } = this.#p
    const id = newId()
    return {
      ...{ at: session, outcome: 'created', id, slug: this.#slugFor(session) },
      ...{ row: toColumns(session, rooms.ids), withdrawn: null, externalId: session.externalId },
      credits: this.#bill(session, []),
      coverage: planCoverage(session.coverage, [], { eventId, sessionId: id, source }),
      changes: this.#isAgain ? [{ kind: 'added' }] : [],
    }
  }

  #change(session: ProgrammeSession, match: KnownSession): SessionWrite {
    const { eventId, source, rooms } = this.#p
    const { id, slug } = match
    const others = othersOf(match.externalIds, source)
    const isOwner = owns(source, others)
    const before = columnsOf(match)
    const after = decide(toColumns(session, rooms.ids), match, isOwner, others.length === 0)
    const credits = this.#recast(session, match, { isOwner, isAlone: others.length === 0 })
    const isBack =
      isOwner && match.withdrawnAt !== null && !match.editedColumns.includes('withdrawn_at')
    const isKnown =
      session.externalId.toLowerCase() === id ||
      match.externalIds.some((name) => name.source === source)
    const place = { eventId, sessionId: id, source }
    const coverage = planCoverage(session.coverage, this.#coverage.get(id) ?? [], place)
    const isChanged = !isSame(before, after) || credits !== null || coverage.length > 0 || !isKnown
    return {
      ...{ at: session, id, slug, credits, coverage },
      outcome: isBack ? 'restored' : isChanged ? 'updated' : 'unchanged',
      row: isSame(before, after) ? null : after,
      withdrawn: isBack ? false : null,
      externalId: isKnown ? null : session.externalId,
      changes:
        this.#isAgain && isOwner
          ? [
              ...(isBack ? [{ kind: 'restored' as const }] : []),
              ...compareShown(
                this.#show(before, match.credits),
                this.#show(after, credits ?? match.credits),
              ),
            ]
          : [],
    }
  }

  #show(
    { title, day, startsAt, endsAt, roomId }: SessionColumns,
    billed: readonly CreditRow[],
  ): Shown {
    const room = roomId === null ? null : (this.#p.rooms.names.get(roomId) ?? null)
    return { title, day, startsAt, endsAt, room, names: billed.map(({ name }) => name) }
  }

  /**
   * The credits as the source has them. Without an id, whom a name was found to mean before it still
   * means: somebody may have said so, and what another source brought since is no news of this one.
   */
  #bill({ credits }: ProgrammeSession, before: KnownSession['credits']): CreditRow[] {
    const left = [...before]
    return credits.map((credit) => {
      const at = left.findIndex(({ name }) => name === credit.name)
      const [same] = at === -1 ? [] : left.splice(at, 1)
      const isOld = credit.externalId === null && same !== undefined
      const personId = isOld ? same.personId : this.#p.people.personOf(credit)
      return { name: credit.name, role: credit.role, personId: personId ?? same?.personId ?? null }
    })
  }

  #recast(
    session: ProgrammeSession,
    match: KnownSession,
    { isOwner, isAlone }: { readonly isOwner: boolean; readonly isAlone: boolean },
  ): CreditRow[] | null {
    if (match.editedColumns.includes('credits')) return null
    if (!isOwner && match.credits.length > 0) return null
    if (session.credits.length === 0 && !isAlone) return null
    const after = this.#bill(session, match.credits)
    return isSameBilling(match.credits, after) ? null : after
  }
}

const isSameBilling = (before: readonly CreditRow[], after: readonly CreditRow[]) =>
  before.length === after.length &&
  before.every(({ name, role, personId }, i) => {
    const other = after[i]
    return other?.name === name && other.role === role && other.personId === personId
  })
