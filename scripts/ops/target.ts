import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import * as z from 'zod'
import { connectNeon, createDatabase, type Database } from '#db/client.ts'
import type { Stores } from '#functions/deps.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import { CommandFailure } from './command-failure.ts'
import { localModeStore, type ModeStore, remoteModeStore } from './mode-store.ts'
import { type KnownSettings, readSettingsFile, type SettingsSource } from './settings-file.ts'
import { readWorkerConfig } from './worker-config.ts'

/** The site that a command works on. */
export type Target = {
  readonly where: 'local' | 'remote'
  /** Such as `http://localhost:8787`, without a slash at the end. */
  readonly origin: string
  readonly modes: ModeStore
  readonly settings: KnownSettings
}

export type TargetOptions = SettingsSource & {
  local?: true
  remote?: true
  config?: string
  json?: true
}

/** Gives a command the options that all commands have. */
export function withTarget(command: Command): Command {
  return command
    .addOption(
      new Option('--local', 'the stack that npm start runs here (default)').conflicts('remote'),
    )
    .option('--remote', 'the deployed site')
    .addOption(
      new Option('--env <name>', 'which deployed site: an environment of wrangler.toml')
        .default('production')
        .conflicts('local')
        .implies({ remote: true }),
    )
    .option('--settings <file>', 'settings of the deployed site (default: .<env>.vars)')
    .addOption(
      new Option(
        '--settings-from-env',
        'take them from the environment variables, and from no file',
      ).conflicts('settings'),
    )
    .option('--config <file>', 'configuration of the deployed site (default: wrangler.toml)')
    .option('--json', 'print one JSON object, for machines')
}

/** Finds the site that the options name. Throws CommandFailure when it is not there or not set up. */
export function openTarget(options: TargetOptions): Promise<Target> {
  return options.remote ? openRemote(options) : openLocal(process.env.HALLWAY_DATA ?? '.hallway')
}

const stackFile = z.object({
  origin: z.url(),
  urls: z.object({ kv: z.url() }),
  settings: z.record(z.string(), z.string()),
})

/** The stack whose data folder this is. Throws CommandFailure when none has written its address there. */
export async function openLocal(dataDir: string): Promise<Target> {
  const path = join(dataDir, 'stack.json')
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null)
    throw new CommandFailure(
      `No stack is running here: ${path} is not there. Run npm start, set HALLWAY_DATA to its data folder, or use --remote`,
    )
  const stack = parseStack(text)
  if (!stack) throw new CommandFailure(`${path} is not what npm start writes. Run npm start again`)
  const { origin, urls, settings } = stack
  return {
    where: 'local',
    origin: origin.replace(/\/$/, ''),
    modes: localModeStore(urls.kv),
    settings,
  }
}

function parseStack(text: string) {
  try {
    return stackFile.parse(JSON.parse(text))
  } catch {
    return null
  }
}

async function openRemote(options: TargetOptions): Promise<Target> {
  const [settings, config] = await Promise.all([
    readSettingsFile(options),
    readWorkerConfig(options.env, options.config),
  ])
  const origin = String(config.vars.ORIGIN ?? '')
  if (!URL.canParse(origin) || new URL(origin).hostname.endsWith('.example'))
    throw new CommandFailure(
      `Where is the site? Set ORIGIN under [env.${options.env}.vars] in wrangler.toml`,
    )
  if (!config.flagsId)
    throw new CommandFailure(
      `wrangler.toml names no KV namespace yet. Run npm run deploy -- --env ${options.env} --dry-run: it says how to make one`,
    )
  return {
    where: 'remote',
    origin: origin.replace(/\/$/, ''),
    modes: remoteModeStore(config),
    settings,
  }
}

/** A setting that a command cannot do without. Throws CommandFailure that says where it comes from. */
export function requireSetting(target: Pick<Target, 'where' | 'settings'>, name: string): string {
  const value = target.settings[name]
  if (value) return value
  throw new CommandFailure(
    target.where === 'local'
      ? `The running stack did not write down ${name}. Run npm start again`
      : `${name} is not set. Secrets cannot be read back from Cloudflare: set it in the settings file of the site, or use --settings-from-env`,
  )
}

/** The primary, over the protocol that the Worker speaks. */
export function openDatabase(target: Pick<Target, 'where' | 'settings'>): Database {
  const url = requireSetting(target, 'DATABASE_URL')
  connectNeon({ fetch, endpoint: target.settings.NEON_SQL_ENDPOINT })
  return createDatabase({ url })
}

export const openStores = async (options: TargetOptions): Promise<Stores> =>
  storesOf(openDatabase(await openTarget(options)))
