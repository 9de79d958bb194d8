import { newId } from '#db/id.ts'
import type { Deps } from '#functions/deps.ts'
import { countEvents } from '#functions/events/count-events.ts'
import type { ProgrammeRecord } from '#functions/imports/programme-record.ts'
import {
  type CollectedProgramme,
  collectProgramme,
} from '#functions/imports/programmes/collect-programme.ts'
import { createEvent, toEventRow, touchEvent } from '#functions/imports/programmes/event-row.ts'
import {
  daysOf,
  eventNameOf,
  findEventByName,
  findEventByRef,
  type TargetEvent,
} from '#functions/imports/programmes/find-event.ts'
import {
  importProgramme,
  type ProgrammeCounts,
} from '#functions/imports/programmes/import-programme.ts'
import type { ProgrammeKind } from '#functions/imports/programmes/source.ts'
import type { EventRef } from '#functions/paths.ts'
import { countSpeakersOf } from '#functions/people/count-speakers.ts'
import { isZone } from '#functions/time/wall-clock.ts'
import { CommandFailure } from './command-failure.ts'

type Known = { readonly zone: string; readonly startsOn: string; readonly endsOn: string }

/** One programme that can be read, more than once. */
export type ProgrammeInput = {
  readonly kind: ProgrammeKind
  /** How people call it: its file, folder or address. */
  readonly label: string
  /** `zone` is that of its event, on whose clock times are wanted; null: its own. */
  readonly read: (options: {
    readonly zone: string | null
    readonly event: Known | null
  }) => AsyncIterable<ProgrammeRecord>
}

export type ProgrammeOptions = {
  /** Whose programme it is. Without one it is found, or made from what the programme says. */
  readonly event?: EventRef | null
  /** Of a new event; by default what the programme says. */
  readonly name?: string | null
  /** IANA; for programmes that name none. */
  readonly zone?: string | null
  readonly dryRun?: boolean
  readonly onProgress?: (done: number, total: number) => void
}

export type ProgrammeSummary = ProgrammeCounts & {
  readonly label: string
  /** `2026/fosdem`, where it stands; null where nothing could be read. */
  readonly event: string | null
  readonly isNewEvent: boolean
}

type Stores = Pick<Deps, 'write' | 'commit'>

/**
 * Imports one programme into its event. Throws CommandFailure, and has then written nothing, when
 * there is no telling which event it is for, or what is needed to make one.
 */
export async function importInput(
  stores: Stores,
  input: ProgrammeInput,
  options: ProgrammeOptions = {},
): Promise<ProgrammeSummary> {
  const { event: ref = null, name = null, zone = null, dryRun = false, onProgress } = options
  if (zone !== null && !isZone(zone))
    throw new CommandFailure(`${zone} is no time zone. It looks like Europe/Brussels`)
  const chosen = ref && (await findEventByRef(stores.write, ref))
  if (ref && !chosen) throw new CommandFailure(`There is no event ${ref.year}/${ref.slug}`)
  let found = await collectProgramme(input.read({ zone: chosen?.zone ?? zone, event: chosen }))
  const known = eventNameOf(input.kind, found, name)
  const named = known && !chosen ? await findEventByName(stores.write, known) : null
  // The event has been found by what stands in the file: its clock, and its days, may tell more.
  if (named) found = await collectProgramme(input.read({ zone: named.zone, event: named }))
  const event = chosen ?? named
  if (!event && found.sessions.length === 0) return nothingRead(input, found)
  const target = event
    ? await useEvent(stores, event, { found, known, dryRun })
    : await makeEvent(stores, input, { found, known, name, zone, dryRun })
  const counts = await importProgramme(stores, found, {
    ...{ kind: input.kind, eventId: target.id, dryRun },
    ...(onProgress && { onProgress }),
  })
  if (!dryRun) {
    await countSpeakersOf(stores, target.id)
    if (event === null) await countEvents({ ...stores, now: () => new Date() })
  }
  const where = `${target.year}/${target.slug}`
  return { label: input.label, event: where, isNewEvent: event === null, ...counts }
}

/** A file that cannot be read tells of no event, but of what is wrong with it. */
const nothingRead = (
  { label }: ProgrammeInput,
  { rejected, notes }: CollectedProgramme,
): ProgrammeSummary => ({
  ...{ label, event: null, isNewEvent: false, changes: {}, newPeople: 0, rejected, notes },
  ...{ created: 0, updated: 0, unchanged: 0, withdrawn: 0, restored: 0 },
})

type Found = {
  readonly found: CollectedProgramme
  readonly known: ReturnType<typeof eventNameOf>
  readonly dryRun: boolean
}

async function useEvent(
  { write, commit }: Stores,
  event: NonNullable<TargetEvent>,
  { found, known, dryRun }: Found,
) {
  if (!dryRun && found.sessions.length > 0)
    await commit(touchEvent(write, event, { incoming: found.event, known }))
  return event
}

async function makeEvent(
  stores: Stores,
  { label }: ProgrammeInput,
  given: Found & { readonly name: string | null; readonly zone: string | null },
) {
  const { write, commit } = stores
  const { found, known, dryRun } = given
  const incoming = found.event
  const name = given.name ?? incoming?.name ?? incoming?.externalId ?? null
  const zone = given.zone ?? incoming?.zone ?? null
  const days = daysOf(found)
  if (!name)
    throw new CommandFailure(
      `${label} does not name its event: add --event 2026/fosdem, or --name FOSDEM for a new one`,
    )
  if (!days) throw new CommandFailure(`${label} says no day: add --event 2026/fosdem`)
  if (!zone)
    throw new CommandFailure(
      `${label} does not name the time zone of its event: add --zone Europe/Brussels, or --event 2026/fosdem`,
    )
  const row = dryRun
    ? { id: newId(), year: Number(days.startsOn.slice(0, 4)), slug: '(new)' }
    : await toEventRow(stores, { incoming, name, ...days, zone, known })
  if ('name' in row) await commit(createEvent(write, row, known))
  return row
}
