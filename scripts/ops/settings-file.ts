import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { CommandFailure } from './command-failure.ts'

/** What `.dev.vars.example` is copied to for production. Git ignores it. */
export const SETTINGS_FILE = '.production.vars'

export type KnownSettings = Readonly<Record<string, string | undefined>>

/**
 * The Worker's settings as this machine knows them: the environment first, then the file (secrets
 * cannot be read back from Cloudflare). A file that is named must exist; the default one need not.
 */
export async function readSettingsFile(file?: string): Promise<KnownSettings> {
  const path = file ?? join(import.meta.dirname, '../..', SETTINGS_FILE)
  try {
    return { ...parseEnv(await readFile(path, 'utf8')), ...process.env }
  } catch (error) {
    if (!file) return process.env
    throw new CommandFailure(`The settings file ${file} cannot be read`, { cause: error })
  }
}
