import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { SITE_MODE_KEY, WRITABLE } from '#functions/site/site-mode.ts'
import { CommandFailure, reasonOf } from '#scripts/ops/command-failure.ts'
import { remoteModeStore } from '#scripts/ops/mode-store.ts'
import type { KnownSettings } from '#scripts/ops/settings-file.ts'
import { askSite } from '#scripts/ops/site.ts'
import type { WorkerConfig } from '#scripts/ops/worker-config.ts'
import { runWrangler } from '#scripts/ops/wrangler.ts'
import { absentSettings, secretsOf } from './check-settings.ts'
import { keepEarlierAssets } from './earlier-assets.ts'
import { purgeVersion } from './purge-version.ts'
import { deleteSecrets, withJsonFile } from './remote-secrets.ts'
import { smokeCheck } from './smoke-check.ts'
import { trialStart } from './trial-start.ts'

export type Step = {
  /** What it does, for `--dry-run` and for whoever watches. */
  readonly title: string
  /** Resolves to what came of it, when there is something to say. */
  run(): Promise<string | undefined>
}

type Input = { settings: KnownSettings; config: WorkerConfig; message: string }

const ASSETS = join(import.meta.dirname, '../../dist/assets/assets')

/**
 * Everything a deploy does, in order. Whatever can fail without touching the site comes first, and
 * the migrations come before the code that needs them.
 */
export function deploySteps(input: Input): readonly Step[] {
  const { settings, config } = input
  const secrets = Object.keys(secretsOf(input))
  const absent = absentSettings(input)
  const origin = String(config.vars.ORIGIN).replace(/\/$/, '')
  let before: string | undefined
  return [
    {
      title: 'Build the Worker and its assets (wrangler deploy --dry-run)',
      run: () => wrangler(config, ['deploy', '--dry-run']),
    },
    {
      title: 'Start what was built, here, to see that all of it loads',
      run: () => trialStart(),
    },
    {
      title: `Keep the assets of earlier versions, from ${origin}/assets/`,
      run: () => keepEarlierAssets({ origin, folder: ASSETS, now: new Date() }),
    },
    {
      title: `Create ${SITE_MODE_KEY} in KV, if it is not there yet`,
      run: () => createSwitch(config),
    },
    {
      title: 'Migrate the database (node scripts/migrate.ts)',
      run: () => migrate(settings),
    },
    {
      title: `Deploy ${config.name} with ${secrets.length} secrets: ${secrets.join(', ')}`,
      run: async () => {
        const live = await askSite(origin)
        before = 'version' in live ? live.version : undefined
        return upload(input)
      },
    },
    {
      title: `Delete at Cloudflare, where they are still set: ${absent.join(', ') || 'nothing'}`,
      run: async () => (await deleteSecrets(config, absent)).join(', ') || 'None was set',
    },
    {
      title: `Ask ${origin}/healthz and ${origin}/, until the new version answers`,
      run: () => smokeCheck(origin, before, config.env),
    },
    {
      title: 'Purge the cached pages of the version before',
      run: async () => {
        if (before === undefined) return 'The site did not say which that was'
        return await purgeVersion(settings, origin, before).then(
          () => `The queue has it for v-${before}`,
          (error) => `Not done: ${reasonOf(error)}. They are shown for a minute at most`,
        )
      },
    },
  ]
}

async function wrangler({ flags }: WorkerConfig, args: readonly string[]): Promise<undefined> {
  const { exitCode, problem } = await runWrangler([...args, ...flags], { show: true })
  if (exitCode !== 0) throw new CommandFailure(`wrangler ${args[0]} failed: ${problem}`)
}

async function createSwitch(config: WorkerConfig): Promise<undefined> {
  const modes = remoteModeStore(config)
  // KV remembers for a while that a key is absent, so it must be there before it is needed.
  if ((await modes.read()) === null) await modes.write(WRITABLE)
}

async function migrate(settings: KnownSettings): Promise<undefined> {
  const script = join(import.meta.dirname, '../migrate.ts')
  const env = { ...process.env, DATABASE_URL: settings.MIGRATION_URL || settings.DATABASE_URL }
  const child = spawn(process.execPath, [script], { env, stdio: 'inherit' })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0)
    throw new CommandFailure(
      'The migration failed. The version before it still serves; mend it and deploy again',
    )
}

const upload = ({ settings, config, message }: Input): Promise<undefined> =>
  withJsonFile(secretsOf({ settings, config }), (file) =>
    wrangler(config, ['deploy', '--secrets-file', file, '--message', message]),
  )
