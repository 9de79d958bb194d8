import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whatever tests leave among temporary files is gone when they have run. */
export default async function () {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-tests-'))
  // Postgres' own account goes through it.
  await chmod(folder, 0o711)
  process.env.TMPDIR = folder
  return () => rm(folder, { recursive: true, force: true, maxRetries: 20 })
}
