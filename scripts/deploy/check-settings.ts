import { type KnownSettings, knownNames } from '#scripts/ops/settings-file.ts'
import type { WorkerConfig } from '#scripts/ops/worker-config.ts'
import { parseSettings, settingNames } from '#workers/env.ts'

const IS_NAME = /^[A-Z][A-Z0-9_]*$/
/** An address without TLS. What is on this machine, as in tests, leaves it to nobody. */
const IS_OPEN = /\bhttp:\/\/(?!(?:127\.0\.0\.1|localhost)[:/])/i

type Input = { settings: KnownSettings; config: WorkerConfig }

/** What keeps the site from being deployed, each in one line that says what to do. Never a value. */
export function checkSettings({ settings, config }: Input): string[] {
  const { env, flagsId, sharedWith, vars } = config
  const problems: string[] = []
  if (!flagsId)
    problems.push(
      `wrangler.toml names no KV namespace: run npx wrangler kv namespace create FLAGS --env ${env}, and put its id under [[env.${env}.kv_namespaces]]`,
    )
  if (sharedWith.length > 0)
    problems.push(
      `${[env, ...sharedWith].join(' and ')} have the same KV namespace in wrangler.toml: the read-only switch of one would turn off the other`,
    )
  const origin = String(vars.ORIGIN ?? '')
  if (!origin.startsWith('https://') || new URL(origin).hostname.endsWith('.example'))
    problems.push(
      `ORIGIN under [env.${env}.vars] in wrangler.toml must be the https address of the site`,
    )
  for (const [name, value] of Object.entries({ ...vars, ...settings }))
    if (IS_OPEN.test(String(value)))
      problems.push(
        `${name} has an address that begins with http:// and must be https://: what is sent there could be read on the way`,
      )
  if (!vars.CLIENT_ADDRESS)
    problems.push(
      `CLIENT_ADDRESS under [env.${env}.vars] in wrangler.toml must say where visitors' addresses come from: "platform" is Cloudflare`,
    )
  // A name that was mistyped would otherwise delete the setting that was meant.
  for (const name of Object.keys(settings))
    if (!knownNames.includes(name))
      // A value that was pasted without its name is read as a name, up to its first `=`.
      problems.push(
        `${IS_NAME.test(name) ? name : 'A line without a name'} is no setting of Hallway`,
      )
    else if (settings[name] && name in vars)
      problems.push(`${name} also stands in wrangler.toml under [env.${env}.vars]: keep one`)
  try {
    parseSettings({ ...vars, ...secretsOf({ settings, config }) })
  } catch (error) {
    problems.push(`${(error as Error).message}. See .dev.vars.example`)
  }
  return problems
}

/** The settings that go to Cloudflare as secrets: those that wrangler.toml does not hold. */
export function secretsOf({ settings, config }: Input): Record<string, string> {
  const secrets: Record<string, string> = {}
  for (const name of settingNames) {
    const value = settings[name]
    if (value && !(name in config.vars)) secrets[name] = value
  }
  return secrets
}

/** The settings that the site must not have: an earlier deploy may have left them there. */
export function absentSettings({ settings, config }: Input): string[] {
  return settingNames.filter((name) => !settings[name] && !(name in config.vars))
}
