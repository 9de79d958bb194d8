import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SITE_MODE_KEY, WRITABLE } from '#functions/site/site-mode.ts'
import { CommandFailure } from '#scripts/ops/command-failure.ts'
import { remoteModeStore } from '#scripts/ops/mode-store.ts'
import type { KnownSettings } from '#scripts/ops/settings-file.ts'
import { askSite } from '#scripts/ops/site.ts'
import type { WorkerConfig } from '#scripts/ops/worker-config.ts'
import { runWrangler } from '#scripts/ops/wrangler.ts'
import { secretsOf } from './check-settings.ts'

export type Step = {
  /** What it does, for `--dry-run` and for whoever watches. */
  readonly title: string
  run(): Promise<void>
}

type Input = { settings: KnownSettings; config: WorkerConfig; message: string }

/**
 * Everything a deploy does, in order. Whatever can fail without touching the site comes first, and
 * the migrations come before the code that needs them.
 */
export function deploySteps(input: Input): readonly Step[] {
  const { settings, config } = input
  const secrets = Object.keys(secretsOf(input))
  const origin = String(config.vars.ORIGIN).replace(/\/$/, '')
  return [
    {
      title: 'Build the Worker and its assets (wrangler deploy --dry-run)',
      run: () => wrangler(config, ['deploy', '--dry-run', '--minify', '--outdir', 'dist/worker']),
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
      run: () => upload(input),
    },
    { title: `Ask ${origin}/healthz and ${origin}/`, run: () => smokeCheck(origin) },
  ]
}

async function wrangler({ file }: WorkerConfig, args: readonly string[]): Promise<void> {
  const { exitCode, problem } = await runWrangler([...args, '--config', file], { show: true })
  if (exitCode !== 0) throw new CommandFailure(`wrangler ${args[0]} failed: ${problem}`)
}

async function createSwitch({ file }: WorkerConfig): Promise<void> {
  const modes = remoteModeStore(file)
  // KV remembers for a while that a key is absent, so it must be there before it is needed.
  if ((await modes.read()) === null) await modes.write(WRITABLE)
}

async function migrate(settings: KnownSettings): Promise<void> {
  const script = join(import.meta.dirname, '../migrate.ts')
  const env = { ...process.env, DATABASE_URL: settings.DATABASE_URL }
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

async function upload({ settings, config, message }: Input): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-deploy-'))
  try {
    const file = join(folder, 'secrets.json')
    await writeFile(file, JSON.stringify(secretsOf({ settings, config })), { mode: 0o600 })
    await wrangler(config, ['deploy', '--minify', '--secrets-file', file, '--message', message])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const SMOKE_TIMEOUT_MS = 60_000
const POLL_MS = 1_000

async function smokeCheck(origin: string): Promise<void> {
  const startedAtMs = performance.now()
  for (;;) {
    const problem = await findProblem(origin)
    if (!problem) return
    if (performance.now() - startedAtMs > SMOKE_TIMEOUT_MS)
      throw new CommandFailure(
        `It is deployed, but ${problem}. To go back: npx wrangler rollback (see docs/runbook.md)`,
      )
    await sleep(POLL_MS)
  }
}

async function findProblem(origin: string): Promise<string | null> {
  const said = await askSite(origin)
  if ('problem' in said) return `${origin}/healthz does not answer as it should: ${said.problem}`
  const home = await fetch(`${origin}/`, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
  return home?.ok ? null : `${origin}/ answers ${home?.status ?? 'nothing'}`
}
