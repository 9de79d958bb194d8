import type { Command } from 'commander'
import type { DeadLetter } from '#queues/dead-letters.ts'
import { listDeadLetters } from './dead-letters.ts'
import { report } from './report.ts'
import { openTarget, type TargetOptions, withTarget } from './target.ts'

type Options = TargetOptions & { job?: string }

/** `ops dead-letters list`: the messages that the queue gave up on, and why. */
export function addDeadLettersList(parent: Command): void {
  withTarget(
    parent
      .command('list')
      .description('Show the messages that the queue gave up on, newest first, and why.')
      .option('--job <name>', 'only those of one job, such as send-email'),
  ).action(list)
}

async function list(options: Options): Promise<void> {
  const all = await listDeadLetters(await openTarget(options))
  const letters = all.filter(({ job }) => options.job === undefined || job === options.job)
  const text =
    letters.length === 0 ? 'There are no dead letters.' : letters.map(describe).join('\n')
  report(options, text, { letters })
}

const describe = ({ id, job, createdAt, status, reason }: DeadLetter) =>
  `${id}  ${createdAt.toISOString()}  ${job}  ${status ?? 'no answer'}  ${reason.replace(/\s+/g, ' ')}`
