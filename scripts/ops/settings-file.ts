import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { settingNames } from '#workers/env.ts'
import { CommandFailure } from './command-failure.ts'

/** What a settings file may hold: what the Worker is told, and whom a deploy migrates as. */
export const knownNames: readonly string[] = [...settingNames, 'MIGRATION_URL']

export type KnownSettings = Readonly<Record<string, string | undefined>>

/** Where the settings of a deployed site are read from. */
export type SettingsSource = {
  /** The environment of wrangler.toml. Its file is `.<environment>.vars`, which git ignores. */
  env: string
  /** Another file. */
  settings?: string
  /** The environment of this process and no file, as where CI holds the secrets. */
  settingsFromEnv?: true
}

/**
 * The Worker's settings as this machine knows them (secrets cannot be read back from Cloudflare).
 * They come from one place: a file, or the environment where it is asked for, so that neither can
 * override the other unseen. A file that is named must exist; the default one need not.
 */
export async function readSettingsFile(source: SettingsSource): Promise<KnownSettings> {
  if (source.settingsFromEnv)
    return Object.fromEntries(knownNames.map((name) => [name, process.env[name]]))
  const path = source.settings ?? join(import.meta.dirname, '../..', settingsFile(source.env))
  try {
    return parseEnv(await readFile(path, 'utf8'))
  } catch (error) {
    if (!source.settings) return {}
    throw new CommandFailure(`The settings file ${source.settings} cannot be read`, {
      cause: error,
    })
  }
}

const settingsFile = (env: string) => `.${env}.vars`

/** The place that `readSettingsFile` reads, for people. */
export const nameOfSource = ({ env, settings, settingsFromEnv }: SettingsSource): string =>
  settingsFromEnv ? 'the environment' : (settings ?? settingsFile(env))
