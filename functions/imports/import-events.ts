import type { Stores } from '../deps.ts'
import { append } from './append.ts'
import type { Conference, Remark } from './conference.ts'
import { findKnown } from './known-events.ts'
import { markRead } from './mark-read.ts'
import { mergeConferences, type SourceEvent } from './merge.ts'
import { planEvent } from './plan-event.ts'
import { upsertPlaces } from './upsert-places.ts'
import { upsertTopics } from './upsert-topics.ts'
import { writeEvents } from './write-events.ts'

const EVENTS_PER_BATCH = 300

export type ImportCounts = {
  readonly created: number
  readonly updated: number
  /** Events that were already as the source says. */
  readonly skipped: number
  readonly rejected: readonly Remark[]
}

type State = {
  readonly placeIds: Map<string, string>
  readonly topicIds: Map<string, string>
  readonly spoken: Map<string, string>
}

/**
 * Starts an import from one source. The function it returns is fed a year (or any other whole) at a
 * time, because what belongs to one event must come together. Feeding the same again, now or in a
 * later import, changes nothing.
 */
export function startImport(stores: Stores, source: string) {
  const state: State = { placeIds: new Map(), topicIds: new Map(), spoken: new Map() }

  return async (conferences: readonly Conference[]): Promise<ImportCounts> => {
    const { events, rejected } = mergeConferences(conferences)
    const present = new Set(events.map((event) => event.externalId))
    const total = { created: 0, updated: 0, skipped: 0, rejected }
    for (let from = 0; from < events.length; from += EVENTS_PER_BATCH) {
      const batch = events.slice(from, from + EVENTS_PER_BATCH)
      const counts = await importBatch(stores, source, { batch, present, state })
      total.created += counts.created
      total.updated += counts.updated
      total.skipped += counts.skipped
      append(total.rejected, counts.rejected)
    }
    return total
  }
}

type Batch = {
  readonly batch: readonly SourceEvent[]
  readonly present: ReadonlySet<string>
  readonly state: State
}

async function importBatch(stores: Stores, source: string, { batch, present, state }: Batch) {
  const cities = batch.flatMap(({ city }) => (city ? [city] : []))
  const topics = batch.flatMap((event) => event.topics)
  const [{ known, calls, taken }] = await Promise.all([
    findKnown(stores.write, source, batch),
    upsertPlaces(stores, cities, state.placeIds),
    upsertTopics(stores, topics, state.topicIds),
  ])
  const plans = batch.map((event) =>
    planEvent(event, { source, known, calls, taken, present, ...state }),
  )
  const writes = plans.filter((plan) => plan !== null)
  const written = await writeEvents(stores, source, writes)
  const names = batch.map(({ externalId }) => externalId)
  await stores.commit([markRead(stores.write, source, names)])
  return { ...written, skipped: batch.length - writes.length }
}
