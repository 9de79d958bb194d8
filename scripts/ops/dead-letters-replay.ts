import type { Command } from 'commander'
import { CommandFailure } from './command-failure.ts'
import { listDeadLetters, replayDeadLetters } from './dead-letters.ts'
import { report } from './report.ts'
import { openTarget, type TargetOptions, withTarget } from './target.ts'

type Options = TargetOptions & { job?: string; all?: true }

/** `ops dead-letters replay`: sends dead letters to their jobs again. */
export function addDeadLettersReplay(parent: Command): void {
  withTarget(
    parent
      .command('replay')
      .description(
        'Send dead letters to their jobs again. What was settled meanwhile does nothing, so it is safe to repeat.',
      )
      .argument('[ids...]', 'those that dead-letters list shows')
      .option('--all', 'every one')
      .option('--job <name>', 'every one of one job, such as send-email'),
  ).action(replay)
}

async function replay(ids: string[], options: Options, command: Command): Promise<void> {
  const ways = [ids.length > 0, options.all, options.job !== undefined].filter(Boolean).length
  if (ways !== 1) command.error('error: say which: some ids, or --all, or --job <name>')
  const target = await openTarget(options)
  const letters = await listDeadLetters(target)
  const unknown = ids.filter((id) => !letters.some((letter) => letter.id === id))
  if (unknown.length > 0)
    throw new CommandFailure(
      `No dead letter has the id ${unknown.join(', ')}. Nothing was replayed`,
    )
  const chosen = letters.filter(
    ({ id, job }) => options.all || job === options.job || ids.includes(id),
  )
  const replayed = await replayDeadLetters(
    target,
    chosen.map(({ id }) => id),
  )
  report(options, `${replayed} replayed.`, { replayed })
}
