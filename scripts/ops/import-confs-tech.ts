import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import type { Stores } from '#functions/deps.ts'
import { countEvents } from '#functions/events/count-events.ts'
import type { Conference, ParsedFile, Remark } from '#functions/imports/conference.ts'
import { parseConfsTech } from '#functions/imports/confs-tech.ts'
import { startImport } from '#functions/imports/import-events.ts'
import { type JoinedEditions, joinEditions } from '#functions/imports/join-editions.ts'
import { append } from '../../functions/imports/append.ts'

const SOURCE = 'confs-tech'

export type ImportSummary = {
  created: number
  updated: number
  /** Events that were already as the lists say. */
  skipped: number
  /** Records that were not imported. */
  rejected: Remark[]
  /** Fields that were left out of records which were. */
  notes: Remark[]
  /** Of all the source's events, those of earlier imports too. */
  series: JoinedEditions
}

/**
 * Imports a checkout of confs.tech's conference-data, or any folder of it: `<topic>.json` files, one
 * folder for each year. A folder's files are read one by one and its year is written before the next
 * is read. Throws when there is nothing to read; a bad record or file is in the summary instead.
 */
export async function importConfsTech(
  stores: Stores,
  folder: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<ImportSummary> {
  const root = await listsIn(folder)
  const years = await filesByFolder(root)
  const total = [...years.values()].reduce((sum, files) => sum + files.length, 0)
  if (total === 0) throw new Error(`${folder} has no .json files to import`)

  const summary: ImportSummary = {
    ...{ created: 0, updated: 0, skipped: 0, rejected: [], notes: [] },
    series: { found: 0, created: 0, joined: 0 },
  }
  const importYear = startImport(stores, SOURCE)
  let done = 0
  onProgress(done, total)
  for (const files of years.values()) {
    const conferences: Conference[] = []
    for (const file of files) {
      const parsed = await parseFile(file, relative(root, file))
      append(conferences, parsed.conferences)
      append(summary.rejected, parsed.rejected)
      append(summary.notes, parsed.notes)
      done += 1
      onProgress(done, total)
    }
    const { rejected, ...counts } = await importYear(conferences)
    summary.created += counts.created
    summary.updated += counts.updated
    summary.skipped += counts.skipped
    append(summary.rejected, rejected)
  }
  summary.series = await joinEditions(stores, SOURCE)
  await countEvents({ ...stores, now: () => new Date() })
  return summary
}

async function parseFile(path: string, file: string): Promise<ParsedFile> {
  try {
    return parseConfsTech(await readFile(path), file, basename(path, '.json'))
  } catch (error) {
    // Only reading can fail. The other files may be readable.
    const reason = `It cannot be read: ${error instanceof Error ? error.message : error}`
    return { conferences: [], rejected: [{ file, line: 1, reason }], notes: [] }
  }
}

/** The data set keeps its lists in `conferences`. Beside it may lie older copies of them. */
async function listsIn(folder: string): Promise<string> {
  const inner = join(folder, 'conferences')
  return (await isFolder(inner)) ? inner : folder
}

const isFolder = async (path: string) =>
  (await stat(path).catch(() => null))?.isDirectory() ?? false

async function filesByFolder(root: string): Promise<Map<string, string[]>> {
  if (!(await isFolder(root))) throw new Error(`There is no folder ${root}`)
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const lists = entries.filter((entry) => !entry.isDirectory() && entry.name.endsWith('.json'))
  const paths = lists.map((entry) => join(entry.parentPath, entry.name)).sort()
  return Map.groupBy(paths, dirname)
}
