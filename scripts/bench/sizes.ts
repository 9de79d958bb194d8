import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const root = join(import.meta.dirname, '../..')

export type Sizes = { workerGzip: number; cssGzip: number; jsGzip: number }

/** Bytes after gzip of what is deployed: the Worker, and all style and script that a page may load. */
export async function measureSizes(): Promise<Sizes> {
  const urls: Record<string, string> = JSON.parse(
    await readFile(join(root, 'dist/assets.json'), 'utf8'),
  )
  const total = async (ending: string) => {
    const files = Object.values(urls).filter((url) => url.endsWith(ending))
    const sizes = await Promise.all(
      files.map(async (url) => gzip(await readFile(join(root, 'dist/assets', url)))),
    )
    return sizes.reduce((sum, size) => sum + size, 0)
  }
  return {
    workerGzip: Object.values(await readWorker()).reduce((sum, part) => sum + gzip(part), 0),
    cssGzip: await total('.css'),
    jsGzip: await total('.js'),
  }
}

/** The Worker's modules by name, as `npm run build` leaves them. */
export async function readWorker(): Promise<Record<string, Uint8Array>> {
  const folder = join(root, 'dist/worker')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js'))
  const read = async (name: string) => [name, await readFile(join(folder, name))] as const
  return Object.fromEntries(await Promise.all(names.map(read)))
}

export const gzip = (bytes: Uint8Array): number => gzipSync(bytes).byteLength
