import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const root = join(import.meta.dirname, '../..')

export type Sizes = { workerGzip: number; cssGzip: number; jsGzip: number }

/** Bytes after gzip of what is deployed: the Worker, and all style and script that a page may load. */
export async function measureSizes(): Promise<Sizes> {
  const assets = join(root, 'dist/assets/assets')
  const names = await readdir(assets)
  const total = async (ending: string) => {
    const files = names.filter((name) => name.endsWith(ending))
    const sizes = await Promise.all(
      files.map(async (name) => gzip(await readFile(join(assets, name)))),
    )
    return sizes.reduce((sum, size) => sum + size, 0)
  }
  return {
    workerGzip: gzip(await readFile(workerFile)),
    cssGzip: await total('.css'),
    jsGzip: await total('.js'),
  }
}

/** The bundle, as `npm run build` leaves it. */
export const workerFile = join(root, 'dist/worker/index.js')

export const gzip = (bytes: Uint8Array): number => gzipSync(bytes).byteLength
