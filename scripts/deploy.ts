import { execFileSync } from 'node:child_process'
import { Command } from 'commander'
import { checkSettings } from './deploy/check-settings.ts'
import { deploySteps } from './deploy/steps.ts'
import { CommandFailure, EXIT } from './ops/command-failure.ts'
import { formatDuration } from './ops/duration.ts'
import { readSettingsFile } from './ops/settings-file.ts'
import { readWorkerConfig } from './ops/worker-config.ts'

type Options = { dryRun?: true; settings?: string; config?: string }

const program = new Command('deploy')
  .description('Migrate the database and deploy the Worker to Cloudflare.')
  .option('--dry-run', 'check the settings and show the steps, without taking any')
  .option(
    '--settings <file>',
    'the Worker’s secrets, as in .dev.vars.example (default: .production.vars)',
  )
  .option('--config <file>', 'another wrangler.toml, such as the one of a rehearsal site')
  .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.ok : EXIT.usage))
  .action(deploy)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommandFailure)) throw error
  console.error(`deploy: ${error.message}`)
  process.exitCode = error.exitCode
}

async function deploy({ dryRun, settings: file, config: configFile }: Options): Promise<void> {
  const settings = await readSettingsFile(file)
  const config = await readWorkerConfig(configFile)
  const problems = checkSettings({ settings, config })
  const steps = deploySteps({ settings, config, message: commitInUse() })
  if (dryRun) for (const [i, { title }] of steps.entries()) console.log(`${i + 1}. ${title}`)
  for (const problem of problems) console.error(`deploy: ${problem}`)
  if (problems.length > 0)
    throw new CommandFailure(`Nothing was deployed: mend what is said above first`)
  if (dryRun) return
  for (const [i, { title, run }] of steps.entries()) {
    const startedAtMs = performance.now()
    console.log(`${i + 1}/${steps.length} ${title}`)
    await run()
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
