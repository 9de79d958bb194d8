import { execFileSync } from 'node:child_process'
import { Option } from 'commander'
import { commandLine } from './command-line.ts'
import { addressLines } from './deploy/addresses.ts'
import { checkSettings } from './deploy/check-settings.ts'
import { deploySteps } from './deploy/steps.ts'
import { CommandFailure } from './ops/command-failure.ts'
import { formatDuration } from './ops/duration.ts'
import { nameOfSource, readSettingsFile, type SettingsSource } from './ops/settings-file.ts'
import { readWorkerConfig } from './ops/worker-config.ts'

type Options = SettingsSource & { dryRun?: true; config?: string }

const program = commandLine('deploy', 'Migrate the database and deploy the Worker to Cloudflare.')
  .requiredOption('--env <name>', 'which site: an environment of wrangler.toml, such as staging')
  .option('--dry-run', 'check the settings and show the steps, without taking any')
  .option('--settings <file>', 'the Worker’s secrets (default: .<env>.vars)')
  .addOption(
    new Option(
      '--settings-from-env',
      'take the secrets from the environment variables, and from no file',
    ).conflicts('settings'),
  )
  .option('--config <file>', 'another wrangler.toml, such as one with your own names and ids')
  .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage.')
  .action(deploy)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommandFailure)) throw error
  console.error(`deploy: ${error.message}`)
  process.exitCode = error.exitCode
}

async function deploy({ dryRun, config: configFile, ...source }: Options): Promise<void> {
  const settings = await readSettingsFile(source)
  const config = await readWorkerConfig(source.env, configFile)
  const problems = checkSettings({ settings, config })
  const steps = deploySteps({ settings, config, message: commitInUse() })
  console.log(`${config.name}, with the settings of ${nameOfSource(source)}:`)
  for (const line of addressLines(settings, config)) console.log(`  ${line}`)
  if (dryRun) for (const [i, { title }] of steps.entries()) console.log(`${i + 1}. ${title}`)
  for (const problem of problems) console.error(`deploy: ${problem}`)
  if (problems.length > 0)
    throw new CommandFailure(`Nothing was deployed: mend what is said above first`)
  if (dryRun) return
  for (const [i, { title, run }] of steps.entries()) {
    const startedAtMs = performance.now()
    console.log(`${i + 1}/${steps.length} ${title}`)
    const said = await run()
    if (said) console.log(`    ${said}`)
    console.log(`    done in ${formatDuration(performance.now() - startedAtMs)}`)
  }
}

/** The commit that is deployed, for Cloudflare's list of versions. */
function commitInUse(): string {
  try {
    return execFileSync('git', ['log', '-1', '--format=%h %s'], { encoding: 'utf8' }).trim()
  } catch {
    return 'not from a git checkout'
  }
}
