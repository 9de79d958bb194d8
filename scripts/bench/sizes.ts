import { readFile } from 'node:fs/promises'
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
    workerGzip: gzip(await readFile(workerFile)),
    cssGzip: await total('.css'),
    jsGzip: await total('.js'),
  }
}

/** The bundle, as `npm run build` leaves it. */
export const workerFile = join(root, 'dist/worker/index.js')

export const gzip = (bytes: Uint8Array): number => gzipSync(bytes).byteLength
