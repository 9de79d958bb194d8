import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { MarkupPage } from '#functions/imports/markup/import-markup.ts'
import type { FetchPublic } from '#functions/web/fetch-public.ts'
import { CommandFailure } from './command-failure.ts'

const MAX_BYTES = 4 * 1024 * 1024
const PAGES = /\.x?html?$/i

/**
 * The pages at a file, a folder (and its folders) or an address. Files are read when their turn comes.
 * Throws CommandFailure when there are none.
 */
export async function openPages(
  where: string,
  fetchPublic: FetchPublic,
): Promise<() => AsyncGenerator<MarkupPage>> {
  if (/^https?:\/\//i.test(where)) return pageAt(where, fetchPublic)
  const files = await filesAt(where)
  if (files.length === 0) throw new CommandFailure(`${where} has no pages: no .html files`)
  return async function* () {
    for (const { path, file } of files)
      yield { file, url: null, bytes: new Uint8Array(await readFile(path)) }
  }
}

async function pageAt(where: string, fetchPublic: FetchPublic) {
  const accept = ['text/html', 'application/xhtml+xml']
  const answer = await fetchPublic(where, { accept, maxBytes: MAX_BYTES }).catch((error: Error) => {
    throw new CommandFailure(`${where} cannot be read: ${error.message}`, { cause: error })
  })
  if (answer.status !== 200) throw new CommandFailure(`${where} answers ${answer.status}`)
  const { url, body } = answer
  return async function* () {
    yield { file: where, url, bytes: body }
  }
}

async function filesAt(where: string) {
  const found = await stat(where).catch((error: Error) => {
    throw new CommandFailure(`${where} cannot be read`, { cause: error })
  })
  if (!found.isDirectory()) return [{ path: where, file: basename(where) }]
  const entries = await readdir(where, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && PAGES.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, file: relative(where, path) }))
}
