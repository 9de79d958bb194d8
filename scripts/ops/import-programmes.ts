import type { Command } from 'commander'
import { storesOf } from '#functions/outbox/commit.ts'
import { createFetchPublic } from '#functions/web/fetch-public.ts'
import { CommandFailure } from './command-failure.ts'
import { formatDuration } from './duration.ts'
import { parseEventRef } from './events.ts'
import type { ProgrammeSummary } from './import-programme.ts'
import type { Opened } from './programme-inputs.ts'
import { startBar } from './progress-bar.ts'
import { publicFetch } from './public-fetch.ts'
import { report } from './report.ts'
import {
  failImport,
  failRejected,
  type ImportOptions,
  remarkLines,
  withRemarks,
} from './run-import.ts'
import { openDatabase, openTarget, withTarget } from './target.ts'

type Options = ImportOptions & { event?: string; name?: string; zone?: string }

/** Programmes that Hallway can read in. */
const commands = [
  {
    name: 'schedule',
    what: 'a schedule: frab or pretalx XML or JSON',
    argument: '<file, folder or URL>',
    description:
      'Import a schedule in frab’s XML or JSON, or pretalx’s. A folder’s files are programmes of different events.',
    open: openPublicSchedules,
  },
  {
    name: 'ical',
    what: 'a programme in a calendar file',
    argument: '<file, folder or URL>',
    description: 'Import a programme from iCalendar.',
    open: openPublicSchedules,
  },
  {
    name: 'pyvideo',
    what: 'recordings from pyvideo’s data',
    argument: '<folder>',
    description:
      'Import the recordings of an event from a folder of pyvideo/data, or of several from the folder above. A recording joins the talk that it is of, where the event has a programme.',
    open: async (where: string) => (await inputs()).openPyvideo(where),
  },
] as const

/** `ops import schedule|ical|pyvideo`: fills an event with its programme. */
export function addImportProgrammes(parent: Command): void {
  for (const { name, what, argument, description, open } of commands)
    withTarget(
      withRemarks(
        parent
          .command(name)
          .summary(`import ${what}`)
          .description(
            `${description} A second import of the same changes nothing; what is no longer listed is marked as withdrawn; what people edited stays. Bad records are listed with file and line and stop no other.`,
          )
          .argument(argument)
          .option(
            '--event <year/slug>',
            'whose programme it is (default: found, or made, by what it says)',
          )
          .option('--name <name>', 'the name of a new event (default: what the programme says)')
          .option(
            '--zone <zone>',
            'the time zone of a new event, such as Europe/Brussels, where it names none',
          )
          .option('--dry-run', 'count what would be done, and write nothing'),
      ),
    ).action((where: string, options: Options) => importFrom(() => open(where), options))
}

/** Parsers are loaded by who needs them: no other command should wait. */
const inputs = () => import('./programme-inputs.ts')

/** Where it is from is not known to be ours: only what is public is asked. */
async function openPublicSchedules(where: string): Promise<Opened> {
  const userAgent = 'Hallway (ops import)'
  const { openSchedules } = await inputs()
  return openSchedules(where, createFetchPublic({ fetch: publicFetch(), userAgent }))
}

async function importFrom(open: () => Promise<Opened>, options: Options): Promise<void> {
  const event = options.event === undefined ? null : parseEventRef(options.event)
  const target = await openTarget(options)
  const stores = storesOf(openDatabase(target))
  const [{ importInput }, { inputs, passedOver }] = await Promise.all([
    import('./import-programme.ts'),
    open(),
  ])
  if (event && inputs.length > 1)
    throw new CommandFailure(
      `These are ${inputs.length} programmes, and --event is one event: name one file`,
    )
  const startedAtMs = performance.now()
  const summaries: ProgrammeSummary[] = []
  const failed: { label: string; reason: string }[] = []
  for (const input of inputs) {
    const bar = startBar('Sessions', 0, options)
    try {
      const settings = {
        event,
        name: options.name ?? null,
        zone: options.zone ?? null,
        dryRun: options.dryRun ?? false,
      }
      summaries.push(await importInput(stores, input, { ...settings, onProgress: bar.update }))
    } catch (error) {
      if (inputs.length > 1 && error instanceof CommandFailure)
        failed.push({ label: input.label, reason: error.message })
      else failImport(error)
    } finally {
      bar.stop()
    }
  }
  const tookMs = Math.round(performance.now() - startedAtMs)
  const rejected = summaries.flatMap((summary) => summary.rejected)
  const object = { where: target.where, programmes: summaries, failed, passedOver, tookMs }
  report(options, describe({ summaries, failed, passedOver, tookMs }, options), object)
  if (failed.length > 0) throw new CommandFailure(`${failed.length} programmes were not imported`)
  failRejected(options, rejected)
}

type Result = {
  readonly summaries: readonly ProgrammeSummary[]
  readonly failed: readonly { readonly label: string; readonly reason: string }[]
  readonly passedOver: readonly string[]
  readonly tookMs: number
}

function describe({ summaries, failed, passedOver, tookMs }: Result, options: Options): string {
  return [
    ...summaries.flatMap((summary) => describeOne(summary, options)),
    ...failed.map(({ label, reason }) => `not imported ${label}: ${reason}`),
    ...(options.notes ? passedOver.map((label) => `passed over ${label}: it is no programme`) : []),
    `${summaries.length} programmes${options.dryRun ? ' read, nothing written' : ''}, in ${formatDuration(tookMs)}`,
  ].join('\n')
}

function describeOne(summary: ProgrammeSummary, options: Options): string[] {
  const { dryRun } = options
  const { created, updated, unchanged, withdrawn, restored, rejected } = summary
  const changes = Object.entries(summary.changes).map(([kind, count]) => `${count} ${kind}`)
  return [
    ...remarkLines(summary, options),
    [
      `${summary.event ?? summary.label}${summary.isNewEvent ? (dryRun ? ' (would be new)' : ' (new)') : ''}: `,
      `${created} created, ${updated} updated, ${unchanged} unchanged, ${withdrawn} withdrawn, `,
      `${restored} restored, ${rejected.length} rejected, ${summary.notes.length} notes`,
      changes.length > 0 ? `; changelog: ${changes.join(', ')}` : '',
    ].join(''),
  ]
}
