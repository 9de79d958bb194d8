import type { Command } from 'commander'
import { listLikelyEventPairs } from '#functions/events/likely-event-pairs.ts'
import { mergeEvents } from '#functions/events/merge-events.ts'
import { unmergeEvents } from '#functions/events/unmerge-events.ts'
import type { EventRef } from '#functions/paths.ts'
import { CommandFailure } from './command-failure.ts'
import { addMerging } from './merging.ts'

/** `ops events …`: two entries that are one event, and back. */
export const addEvents = (parent: Command): void =>
  addMerging(parent, {
    nouns: 'events',
    name: 'the event, such as 2026/fosdem,',
    parse: parseEventRef,
    show: (event) => event,
    whatMoves: 'its programme, coverage, people and topics',
    merge: mergeEvents,
    unmerge: async (stores, mergeId) => (await unmergeEvents(stores, mergeId)).event,
    likelyPairs: listLikelyEventPairs,
    caution:
      'A name alone is never a reason: many events have the same. Look at both before you merge.',
  })

/** `2026/fosdem`, as its address says it, with slashes around it or not. Throws CommandFailure. */
export function parseEventRef(text: string): EventRef {
  const [, year, slug] = /^\/?(\d{4})\/([a-z0-9-]+)\/?$/.exec(text) ?? []
  if (!year || !slug) throw new CommandFailure(`${text} is no event. It looks like 2026/fosdem`)
  return { year: Number(year), slug }
}
