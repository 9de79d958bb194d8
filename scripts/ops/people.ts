import type { Command } from 'commander'
import { listLikelyPairs } from '#functions/people/likely-pairs.ts'
import { mergePeople } from '#functions/people/merge-people.ts'
import { unmergePeople } from '#functions/people/unmerge-people.ts'
import { addMerging } from './merging.ts'

/** `ops people …`: two profiles that are one person, and back. */
export const addPeople = (parent: Command): void =>
  addMerging(parent, {
    nouns: 'people',
    name: 'the handle',
    parse: (handle) => handle,
    show: (handle) => `@${handle}`,
    whatMoves: 'all its sessions and events',
    merge: mergePeople,
    unmerge: async (stores, mergeId) => (await unmergePeople(stores, mergeId)).handle,
    likelyPairs: listLikelyPairs,
    caution:
      'A name alone is never a reason: many people have the same. Look at both before you merge.',
  })
