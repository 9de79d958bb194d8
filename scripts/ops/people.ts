import type { Command } from 'commander'
import type { Deps } from '#functions/deps.ts'
import { DomainError } from '#functions/errors.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import { listLikelyPairs } from '#functions/people/likely-pairs.ts'
import { mergePeople } from '#functions/people/merge-people.ts'
import { unmergePeople } from '#functions/people/unmerge-people.ts'
import { CommandFailure, reasonOf } from './command-failure.ts'
import { report } from './report.ts'
import { openDatabase, openTarget, type TargetOptions, withTarget } from './target.ts'

/** `ops people …`: two profiles that are one person, and back. */
export function addPeople(parent: Command): void {
  withTarget(
    parent
      .command('merge')
      .description(
        'Make one person of two. The first handle redirects to the second, which gets all its sessions and events. Prints the id that unmerge takes.',
      )
      .argument('<gone>', 'the handle that goes')
      .argument('<kept>', 'the handle that stays'),
  ).action(merge)
  withTarget(
    parent
      .command('unmerge')
      .description('Take a merge back: both people have again what they had before.')
      .argument('<merge-id>', 'what merge printed'),
  ).action(unmerge)
  withTarget(
    parent
      .command('likely-pairs')
      .description('Show people who may be one, and why. Merges nobody.'),
  ).action(likelyPairs)
}

/** The cron of the site publishes what a commit announces here, within two minutes. */
async function openStores(options: TargetOptions): Promise<Pick<Deps, 'write' | 'commit'>> {
  const write = openDatabase(await openTarget(options))
  return { write, commit: createCommit(write, () => {}) }
}

async function merge(gone: string, kept: string, options: TargetOptions): Promise<void> {
  const stores = await openStores(options)
  const merged = await mergePeople(stores, { gone, kept }).catch(explain)
  report(
    options,
    `@${gone} is @${kept} now. To take it back: npm run ops -- people unmerge ${merged.mergeId}`,
    merged,
  )
}

async function unmerge(mergeId: string, options: TargetOptions, command: Command): Promise<void> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(mergeId))
    command.error(`error: ${mergeId} is not the id of a merge`)
  const { handle } = await unmergePeople(await openStores(options), mergeId).catch(explain)
  report(options, `@${handle} is back.`, { handle })
}

async function likelyPairs(options: TargetOptions): Promise<void> {
  const { write } = await openStores(options)
  const pairs = await listLikelyPairs(write).catch(explain)
  const lines = pairs.map(({ one, other, reasons }) => `@${one}  @${other}  ${reasons.join(', ')}`)
  report(options, lines.join('\n') || 'There are no likely pairs.', { pairs })
}

function explain(error: unknown): never {
  const reason = error instanceof DomainError ? error.message : reasonOf(error)
  throw new CommandFailure(`Nothing was changed: ${reason}`, { cause: error })
}
