import { createReadStream } from 'node:fs'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parsePyvideo } from '#functions/imports/recordings/parse-pyvideo.ts'
import {
  DETECT_BYTES,
  detectFormat,
  type ProgrammeFormat,
  parserOf,
} from '#functions/imports/schedules/detect.ts'
import { scheduleTypes } from '#functions/subscriptions/schedule-types.ts'
import type { FetchPublic } from '#functions/web/fetch-public.ts'
import { CommandFailure } from './command-failure.ts'
import type { ProgrammeInput } from './import-programme.ts'

const MAX_BYTES = 32 * 1024 * 1024
const PROGRAMMES = /\.(?:xml|json|ics|ical|ifb)$/i

type Source = {
  readonly label: string
  readonly start: Uint8Array
  readonly bytes: () => AsyncIterable<Uint8Array>
}

export type Opened = {
  readonly inputs: readonly ProgrammeInput[]
  /** Files of a folder that are no programme. */
  readonly passedOver: readonly string[]
}

/** The schedules or calendars at a file, a folder (its files, not its folders) or an address. */
export async function openSchedules(where: string, fetchPublic: FetchPublic): Promise<Opened> {
  if (/^https?:\/\//i.test(where)) return ofSources([await fetchSource(where, fetchPublic)])
  const files = (await isFolder(where)) ? await filesIn(where) : [where]
  const opened = ofSources(await Promise.all(files.map(readSource)))
  if (opened.inputs.length === 0)
    throw new CommandFailure(`${where} is no schedule or calendar that Hallway reads`)
  return opened
}

function ofSources(sources: readonly Source[]): Opened {
  const detected = sources.map((source) => ({
    source,
    format: detectFormat(source.start, source.label),
  }))
  return {
    inputs: detected.flatMap(({ source, format }) => (format ? [toInput(source, format)] : [])),
    passedOver: detected.flatMap(({ source, format }) => (format ? [] : [source.label])),
  }
}

const toInput = ({ label, bytes }: Source, format: ProgrammeFormat): ProgrammeInput => ({
  kind: format === 'ical' ? 'ical' : 'schedule',
  label,
  read: async function* ({ zone }) {
    const parse = await parserOf(format)
    yield* parse(bytes(), { file: label, zone })
  },
})

async function fetchSource(url: string, fetchPublic: FetchPublic): Promise<Source> {
  const answer = await fetchPublic(url, { accept: scheduleTypes, maxBytes: MAX_BYTES }).catch(
    (error: Error) => {
      throw new CommandFailure(`${url} cannot be read: ${error.message}`, { cause: error })
    },
  )
  if (answer.status !== 200) throw new CommandFailure(`${url} answers ${answer.status}`)
  const { body } = answer
  return {
    ...{ label: url, start: body.subarray(0, DETECT_BYTES) },
    bytes: async function* () {
      yield body
    },
  }
}

async function readSource(file: string): Promise<Source> {
  const handle = await open(file).catch((error: Error) => {
    throw new CommandFailure(`${file} cannot be read`, { cause: error })
  })
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: new Uint8Array(DETECT_BYTES) })
    return {
      ...{ label: file, start: buffer.subarray(0, bytesRead) },
      bytes: () => createReadStream(file),
    }
  } finally {
    await handle.close()
  }
}

const isFolder = async (path: string) =>
  (await stat(path).catch(() => null))?.isDirectory() ?? false

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory() && PROGRAMMES.test(entry.name))
  return files.map(({ name }) => join(folder, name)).sort()
}

/** A folder of one event of pyvideo/data, or of several of them. */
export async function openPyvideo(folder: string): Promise<Opened> {
  if (!(await isFolder(folder))) throw new CommandFailure(`There is no folder ${folder}`)
  const entries = await readdir(folder, { withFileTypes: true })
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))
  const folders = (await isCategory(folder)) ? [folder] : []
  for (const path of below.sort()) if (await isCategory(path)) folders.push(path)
  if (folders.length === 0)
    throw new CommandFailure(`${folder} has no event of pyvideo: no category.json`)
  return { inputs: folders.map(toPyvideo), passedOver: [] }
}

const isCategory = async (folder: string) =>
  (await stat(join(folder, 'category.json')).catch(() => null))?.isFile() ?? false

const toPyvideo = (folder: string): ProgrammeInput => ({
  kind: 'pyvideo',
  label: folder,
  read: ({ event }) =>
    parsePyvideo(readFolder(folder), { category: basename(folder.replace(/\/+$/, '')), event }),
})

async function* readFolder(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
  for (const entry of files) {
    const file = join(entry.parentPath, entry.name)
    yield { file, bytes: new Uint8Array(await readFile(file)) }
  }
}
