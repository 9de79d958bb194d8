import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { cp, mkdir, readdir, symlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { makeTemporaryFolder } from '../stack/temporary-folder.ts'

/**
 * The folder of a copy of the project as it stands here, with what is not committed, which goes with this process.
 * Packages are linked one by one: tests keep a database in `node_modules/.cache`, and a changed
 * project must not leave its own to the real one.
 */
export async function copyProject(): Promise<string> {
  const folder = makeTemporaryFolder('hallway-mutate-')
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 20 }))
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const files = execFileSync('git', listing, { encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\0')
  for (const file of [...files.filter(Boolean), 'dist/assets.json']) {
    await mkdir(join(folder, dirname(file)), { recursive: true })
    await cp(file, join(folder, file)).catch(ignoreDeleted)
  }
  await mkdir(join(folder, 'node_modules'))
  for (const name of await readdir('node_modules'))
    if (name === '.bin' || !name.startsWith('.'))
      await symlink(resolve('node_modules', name), join(folder, 'node_modules', name))
  return folder
}

/** Git lists what is committed and deleted here, too. */
function ignoreDeleted(error: NodeJS.ErrnoException) {
  if (error.code !== 'ENOENT') throw error
}
