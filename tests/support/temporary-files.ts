import { rm } from 'node:fs/promises'
import { makeTemporaryFolder } from '#scripts/stack/temporary-folder.ts'

/** Whatever tests leave among temporary files is gone when they have run. */
export default function () {
  const folder = makeTemporaryFolder('hallway-tests-')
  process.env.TMPDIR = folder
  return () => rm(folder, { recursive: true, force: true, maxRetries: 20 })
}
