import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { SeriesFolder } from '#functions/imports/rubyevents/import-rubyevents.ts'
import type { EditionFiles } from '#functions/imports/rubyevents/parse-edition.ts'
import type { NamedBytes } from '#functions/imports/rubyevents/read-yaml.ts'
import { CommandFailure } from './command-failure.ts'

export type RubyEventsFiles = {
  readonly speakers: NamedBytes | null
  readonly folders: () => AsyncGenerator<SeriesFolder>
  readonly seriesCount: number
}

/**
 * The data folder of a checkout of rubyevents, or one with some of its series. Files are read when
 * their series comes up. Throws CommandFailure when no series is there.
 */
export async function openRubyEvents(folder: string): Promise<RubyEventsFiles> {
  const root = (await isFile(join(folder, 'data', 'speakers.yml'))) ? join(folder, 'data') : folder
  const names = await foldersIn(root)
  const series: string[] = []
  for (const name of names)
    if (await isFile(join(root, name, 'series.yml'))) series.push(join(root, name))
  if (series.length === 0)
    throw new CommandFailure(`${folder} has no series of RubyEvents: no folder with a series.yml`)
  return {
    speakers: await readNamed(root, join(root, 'speakers.yml')),
    seriesCount: series.length,
    folders: async function* () {
      for (const path of series) yield await readSeries(root, path)
    },
  }
}

async function readSeries(root: string, path: string): Promise<SeriesFolder> {
  const events: EditionFiles[] = []
  for (const name of await foldersIn(path)) {
    const read = (file: string) => readNamed(root, join(path, name, `${file}.yml`))
    events.push({
      event: await read('event'),
      venue: await read('venue'),
      schedule: await read('schedule'),
      videos: await read('videos'),
      cfp: await read('cfp'),
      involvements: await read('involvements'),
    })
  }
  return { series: await readNamed(root, join(path, 'series.yml')), events }
}

async function readNamed(root: string, path: string): Promise<NamedBytes | null> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return bytes && { file: relative(root, path), bytes: new Uint8Array(bytes) }
}

async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: Error) => {
    throw new CommandFailure(`There is no folder ${path}`, { cause: error })
  })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

const isFile = async (path: string) => (await stat(path).catch(() => null))?.isFile() ?? false
