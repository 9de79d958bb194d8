import { type Command, InvalidArgumentError } from 'commander'
import { DomainError } from '#functions/errors.ts'
import { type EventRef, paths } from '#functions/paths.ts'
import { attachEvent } from '#functions/series/attach-event.ts'
import { type Cadence, cadenceWords, readCadence } from '#functions/series/cadence.ts'
import { type Edition, makeNext } from '#functions/series/make-next.ts'
import { CommandFailure, reasonOf } from './command-failure.ts'
import { report } from './report.ts'
import { openStores, type TargetOptions, withTarget } from './target.ts'

const MAX_COUNT = 52

/** `ops series …`: editions of a conference or a meetup. */
export function addSeries(parent: Command): void {
  withTarget(
    parent
      .command('next')
      .description(
        'Make the next editions of a meetup: real events with the place, venues, topics and staff of the newest one. A second run makes none twice.',
      )
      .argument('<series>', 'the slug of the series')
      .requiredOption('--every <how often>', cadenceWords, readEvery)
      .option('--count <number>', 'how many there shall be ahead', readCount, 6)
      .option('--dry-run', 'only show what would be made'),
  ).action(next)
  withTarget(
    parent
      .command('attach')
      .description('Make an event an edition of a series.')
      .argument('<event>', 'its address, such as 2026/rustconf', readEvent)
      .argument('<series>', 'the slug of the series')
      .option('--name <name>', 'make the series under this name if there is none'),
  ).action(attach)
}

type NextOptions = TargetOptions & { every: Cadence; count: number; dryRun?: true }

async function next(series: string, options: NextOptions): Promise<void> {
  const { every, count, dryRun = false } = options
  const stores = await openStores(options)
  const { days, made } = await makeNext(
    { ...stores, now: () => new Date() },
    { series, every, count, dryRun },
  ).catch(explain)
  const kept = days.length - made.length
  const lines = [
    ...made.map(lineOf),
    `${made.length} ${dryRun ? 'would be made' : 'made'}, ${kept} there already`,
  ]
  report(options, lines.join('\n'), { series, dryRun, made, kept })
}

const lineOf = (edition: Edition) => `${edition.startsOn}  ${paths.event(edition)}  ${edition.name}`

type AttachOptions = TargetOptions & { name?: string }

async function attach(event: EventRef, series: string, options: AttachOptions): Promise<void> {
  if (!/^[a-z0-9](-?[a-z0-9])*$/.test(series))
    throw new CommandFailure(`Nothing was changed: ${series} is no slug, such as berlin-rust`)
  const stores = await openStores(options)
  const asked = { event, series, name: options.name }
  const { created } = await attachEvent(stores, asked).catch(explain)
  report(
    options,
    `${paths.event(event)} is an edition of ${paths.series(series)} now${created ? ', which is new' : ''}.`,
    { event, series, created },
  )
}

function readEvery(text: string): Cadence {
  const cadence = readCadence(text)
  if (!cadence) throw new InvalidArgumentError(`It is one of ${cadenceWords}.`)
  return cadence
}

function readCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT)
    throw new InvalidArgumentError(`It is a whole number from 1 to ${MAX_COUNT}.`)
  return count
}

function readEvent(text: string): EventRef {
  const [, year, slug] = /^\/?([12]\d{3})\/([a-z0-9](?:-?[a-z0-9])*)\/?$/.exec(text) ?? []
  if (!year || !slug) throw new InvalidArgumentError('It is a year and a slug: 2026/rustconf.')
  return { year: Number(year), slug }
}

function explain(error: unknown): never {
  const reason = error instanceof DomainError ? error.message : reasonOf(error)
  throw new CommandFailure(`Nothing was changed: ${reason}`, { cause: error })
}
