/**
 * Builds the Worker into dist/worker/, from where wrangler, which runs this, uploads it. Pages name
 * assets, so those are built first. Parts are named by what is in them, so builds may run at once.
 */
import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { bundleWorker } from './bundle/bundle-worker.ts'
import { writeWhole } from './bundle/write-whole.ts'
import { commandLine } from './command-line.ts'

commandLine(
  'node scripts/build-worker.ts',
  'Build the assets, and the Worker into dist/worker/, from where wrangler, which runs this, uploads it.',
).parse()
await import('./build-assets.ts')

const folder = join(import.meta.dirname, '../dist/worker')
await mkdir(folder, { recursive: true })
const { files } = await bundleWorker({ minify: true, sourcemap: true })
// The entry comes last, when all parts that it names are there.
for (const { path, contents } of files.toReversed()) await writeWhole(path, contents)
const names = files.map(({ path }) => basename(path))
const old = (await readdir(folder)).filter((name) => !name.startsWith('.') && !names.includes(name))
await Promise.all(old.map((name) => rm(join(folder, name), { force: true })))
