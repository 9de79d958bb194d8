import type { Command } from 'commander'
import type { Database } from '#db/client.ts'
import type { Stores } from '#functions/deps.ts'
import { DomainError } from '#functions/errors.ts'
import type { LikelyPair } from '#functions/merges/likely-pair.ts'
import type { Merged } from '#functions/merges/merge-log.ts'
import { CommandFailure, reasonOf } from './command-failure.ts'
import { report } from './report.ts'
import { openStores, type TargetOptions, withTarget } from './target.ts'

/** What can be merged. `Name` is what its address says of it. */
type Mergeable<Name> = {
  /** Such as `people`, as the command line calls them. */
  readonly nouns: string
  /** Such as `the handle`. */
  readonly name: string
  /** Throws CommandFailure for what is no such name. */
  readonly parse: (text: string) => Name
  readonly show: (text: string) => string
  readonly whatMoves: string
  readonly merge: (stores: Stores, pair: { gone: Name; kept: Name }) => Promise<Merged>
  /** Resolves to what the log calls the one that is back. */
  readonly unmerge: (stores: Stores, mergeId: string) => Promise<string>
  readonly likelyPairs: (db: Database) => Promise<LikelyPair[]>
  readonly caution: string
}

/** Adds `merge`, `unmerge` and `likely-pairs` of one noun. */
export function addMerging<Name>(parent: Command, it: Mergeable<Name>): void {
  withTarget(
    parent
      .command('merge')
      .description(
        `Make one of two ${it.nouns}. The first address redirects to the second, which gets ${it.whatMoves}. Prints the id that unmerge takes.`,
      )
      .argument('<gone>', `${it.name} that goes`)
      .argument('<kept>', `${it.name} that stays`),
  ).action(async (gone: string, kept: string, options: TargetOptions) => {
    const pair = { gone: it.parse(gone), kept: it.parse(kept) }
    const merged = await it.merge(await openStores(options), pair).catch(explain)
    const undo = `npm run ops -- ${it.nouns} unmerge ${merged.mergeId}`
    report(options, `${it.show(gone)} is ${it.show(kept)} now. To take it back: ${undo}`, merged)
  })
  withTarget(
    parent
      .command('unmerge')
      .description('Take a merge back: both have again what they had before.')
      .argument('<merge-id>', 'what merge printed'),
  ).action(async (mergeId: string, options: TargetOptions, command: Command) => {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(mergeId))
      command.error(`error: ${mergeId} is not the id of a merge`)
    const back = await it.unmerge(await openStores(options), mergeId).catch(explain)
    report(options, `${it.show(back)} is back.`, { back })
  })
  withTarget(
    parent
      .command('likely-pairs')
      .description(`Show ${it.nouns} that may be one, and why. Merges nothing.`),
  ).action(async (options: TargetOptions) => {
    const { write } = await openStores(options)
    const pairs = await it.likelyPairs(write).catch(explain)
    const lines = pairs.map(
      ({ one, other, likelihood, reasons }) =>
        `${it.show(one)}  ${it.show(other)}  ${likelihood} likelihood: ${reasons.join(', ')}`,
    )
    const text = pairs.length > 0 ? [...lines, '', it.caution].join('\n') : 'No likely pairs.'
    report(options, text, { pairs })
  })
}

/** Rethrows why a write was refused, as what the command line says. */
export function explain(error: unknown): never {
  const reason = error instanceof DomainError ? error.message : reasonOf(error)
  throw new CommandFailure(`Nothing was changed: ${reason}`, { cause: error })
}
