import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { checkSettings } from '#scripts/deploy/check-settings.ts'
import { readWorkerConfig } from '#scripts/ops/worker-config.ts'

const folder = mkdtempSync(join(tmpdir(), 'hallway-deploy-'))
const wranglerToml = readFileSync('wrangler.toml', 'utf8')

const settings = `
DATABASE_URL=postgres://u:the-password@ep-x.neon.tech/hallway
UPSTASH_REDIS_REST_URL=https://x.upstash.io
UPSTASH_REDIS_REST_TOKEN=redis-token
QSTASH_TOKEN=queue-token
QSTASH_CURRENT_SIGNING_KEY=sig_1
QSTASH_NEXT_SIGNING_KEY=sig_2
SESSION_SECRET=0123456789abcdef0123456789abcdef
RESEND_API_KEY=re_1
`
/** Both sites, set up. */
const config = wranglerToml
  .replace(/^id = "0+"/m, 'id = "0123456789abcdef0123456789abcdef"')
  .replace(/^id = "0+"/m, 'id = "fedcba9876543210fedcba9876543210"')
  .replaceAll('hallway.example"', 'hallway.test"')

type Given = { settings?: string; config?: string; env?: Record<string, string> }

/** `npm run deploy -- …` with a settings file, unless only the environment is given. */
function deploy(given: Given, ...args: string[]) {
  const paths = { settings: join(folder, 'settings'), config: join(folder, 'wrangler.toml') }
  writeFileSync(paths.config, given.config ?? config)
  if (given.settings !== undefined) writeFileSync(paths.settings, given.settings)
  const file = given.settings === undefined ? [] : ['--settings', paths.settings]
  const { PATH, HOME } = process.env
  return spawnSync(
    process.execPath,
    ['scripts/deploy.ts', '--config', paths.config, ...file, ...args],
    { env: { PATH, HOME, ...given.env }, encoding: 'utf8' },
  )
}

const staging = ['--env', 'staging', '--dry-run']

test('a dry run shows the services, the steps in order, the names of the secrets and no value of them', () => {
  const foreign = { DATABASE_URL: 'postgres://u:p@foreign.example/other' }
  const { status, stdout, stderr } = deploy({ settings, env: foreign }, ...staging)

  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(stdout.match(/^\d\. \w+/gm)).toEqual([
    '1. Build',
    '2. Start',
    '3. Keep',
    '4. Create',
    '5. Migrate',
    '6. Deploy',
    '7. Delete',
    '8. Ask',
    '9. Purge',
  ])
  expect(stdout).toContain('8 secrets: DATABASE_URL')
  expect(stdout).toMatch(/^ {2}DATABASE_URL +ep-x\.neon\.tech\/hallway$/m)
  expect(stdout).toMatch(/^hallway-staging, with/)
  expect(stdout).toMatch(/^ {2}ORIGIN +staging\.hallway\.test$/m)
  expect(stdout).not.toContain('foreign')
  for (const value of Object.values(parseEnv(settings))) expect(stdout).not.toContain(value)
  expect(stdout).not.toContain('the-password')
})

test('a site is deployed only by its name', () => {
  const { status, stderr } = deploy({ settings }, '--dry-run')

  expect(status).toBe(2)
  expect(stderr).toContain('--env <name>')
})

test('whatever is missing, misspelt or said twice is named, and nothing is deployed', () => {
  const { status, stderr } = deploy(
    { settings: 'SESSION_SECRET=short\nREPLICA_URL=x\nMAIL_FROM=y\n', config: wranglerToml },
    '--env',
    'staging',
  )

  expect(status).toBe(1)
  expect(stderr).toContain('npx wrangler kv namespace create FLAGS --env staging')
  expect(stderr).toContain('ORIGIN under [env.staging.vars]')
  expect(stderr).toContain('REPLICA_URL is no setting')
  expect(stderr).toContain('MAIL_FROM also stands in wrangler.toml')
  expect(stderr).toMatch(/DATABASE_URL.*SESSION_SECRET/)
  expect(stderr).toContain('Nothing was deployed')
  expect(stderr).not.toContain('short\n')
})

test('the sites of wrangler.toml have the same settings and bindings', () => {
  const [, production = '', staging = ''] = wranglerToml.split(/^\[env\.\w+\]$/m)
  const keys = (part: string) =>
    [...part.matchAll(/^(\[.*\]|[\w]+(?= =))/gm)].map(([key]) => key.replace(/env\.\w+/, 'env'))

  expect(keys(production)).toContain('ORIGIN')
  expect(keys(staging)).toEqual(keys(production))
})

test('two sites that share a namespace would share their read-only switch', async () => {
  const file = join(folder, 'shared.toml')
  writeFileSync(file, wranglerToml.replaceAll(/^id = "0+"/gm, 'id = "1"'))

  const shared = await readWorkerConfig('staging', file)

  expect(shared.sharedWith).toEqual(['production'])
  expect(checkSettings({ settings: {}, config: shared }).join()).toContain(
    'staging and production have the same KV namespace',
  )
  expect((await readWorkerConfig('staging')).sharedWith).toEqual([])
})
