import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A folder for the data of a stack that does not last. Postgres' own account can go through it: what
 * Postgres had to keep elsewhere would stay behind when the folder is removed.
 */
export function makeTemporaryFolder(prefix = 'hallway-'): string {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  chmodSync(folder, 0o711)
  return folder
}
