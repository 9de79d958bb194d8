import { execFileSync } from 'node:child_process'
import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { makeTemporaryFolder } from '../stack/temporary-folder.ts'

/**
 * A copy of the project as it stands here, with what is not committed, that goes with its scope.
 * Packages are linked one by one: tests keep a database in `node_modules/.cache`, and a changed
 * project must not leave its own to the real one.
 */
export async function copyProject() {
  const folder = makeTemporaryFolder('hallway-mutate-')
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
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 20 })
  return { folder, [Symbol.asyncDispose]: remove }
}

/** Git lists what is committed and deleted here, too. */
function ignoreDeleted(error: NodeJS.ErrnoException) {
  if (error.code !== 'ENOENT') throw error
}
