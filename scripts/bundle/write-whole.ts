import { rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Writes a file so that it is there whole or not at all: builds may run at once. */
export async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  // Not by the file's own ending, by which wrangler would take a draft for a module.
  const draft = join(dirname(file), `.${process.pid}-${basename(file)}.draft`)
  await writeFile(draft, content)
  await rename(draft, file)
}
