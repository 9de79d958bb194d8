import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { addressLines } from '#scripts/deploy/addresses.ts'
import { absentSettings, checkSettings, secretsOf } from '#scripts/deploy/check-settings.ts'
import { readSettingsFile } from '#scripts/ops/settings-file.ts'

const vars = { ORIGIN: 'https://hallway.test', MAIL_FROM: 'me', MASTODON_URLS: 'https://m.social' }
const site = { env: 'staging', name: 'hallway-staging', vars, flagsId: '1', flags: [] }
const config = { ...site, sharedWith: [] }

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'hallway-settings-')), 'settings')
  writeFileSync(file, text)
  return file
}

test('an emptied or removed setting is to be deleted, one in wrangler.toml never', () => {
  const settings = { DATABASE_URL: 'postgres://x/y', REPLICA_URLS: '' }

  expect(Object.keys(secretsOf({ settings, config }))).toEqual(['DATABASE_URL'])
  const absent = absentSettings({ settings, config })
  expect(absent).toEqual(expect.arrayContaining(['REPLICA_URLS', 'X_BEARER_TOKEN']))
  for (const name of ['DATABASE_URL', ...Object.keys(vars)]) expect(absent).not.toContain(name)
})

test('services are shown by host and database, and by nothing that may be a secret', () => {
  const settings = {
    DATABASE_URL: 'postgres://u:p1@ep-x.neon.tech/hallway?p2=p3',
    REPLICA_URLS: 'postgresql://u:p4@r1.neon.tech/hallway, postgres://u:p4@r2.neon.tech:5433/other',
    // A webhook has its secret in its path.
    QSTASH_URL: 'https://me:p5@eu.upstash.io/p6?p7#p8',
    QSTASH_TOKEN: 'p9',
  }

  const lines = addressLines(settings, config)

  expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
    ['ORIGIN', 'hallway.test'],
    ['DATABASE_URL', 'ep-x.neon.tech/hallway'],
    ['REPLICA_URLS', 'r1.neon.tech/hallway, r2.neon.tech:5433/other'],
    ['QSTASH_URL', 'eu.upstash.io'],
    ['MASTODON_URLS', 'm.social'],
  ])
})

test('neither a password with a comma nor a value without its name is shown', () => {
  const settings = {
    DATABASE_URL: 'postgres://alice:4711,p1@ep-x.neon.tech/hallway',
    'postgres://alice:p2@ep-x.neon.tech/hallway?sslmode': 'require',
  }
  const lines = [...addressLines(settings, config), ...checkSettings({ settings, config })]
  expect(lines.join()).toContain('ep-x.neon.tech/hallway')
  expect(lines.join()).toContain('A line without a name is no setting')
  expect(lines.join()).not.toMatch(/4711|alice|p1|p2/)
})

test('the environment overrides no file; it is asked only where that is said, and then alone', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://foreign/other')
  vi.stubEnv('NO_SETTING', 'x')
  onTestFinished(() => void vi.unstubAllEnvs())
  const settings = fileWith('SESSION_SECRET=of-the-file\n')

  const fromFile = await readSettingsFile({ env: 'staging', settings })
  const fromNothing = await readSettingsFile({ env: 'an-unknown-site' })
  const fromEnv = await readSettingsFile({ env: 'staging', settings, settingsFromEnv: true })

  expect(fromFile).toEqual({ SESSION_SECRET: 'of-the-file' })
  expect(fromNothing).toEqual({})
  expect(fromEnv).toMatchObject({ DATABASE_URL: 'postgres://foreign/other' })
  expect(fromEnv.SESSION_SECRET).toBeUndefined()
  expect(fromEnv).not.toHaveProperty('NO_SETTING')
})

test('an address without TLS is a problem, of whatever service', () => {
  const open = {
    UPSTASH_REDIS_REST_URL: 'http://x.upstash.io',
    QSTASH_URL: 'HTTP://eu.upstash.io',
    ALERT_URL: 'https://chat.example/hook',
    NEON_SQL_ENDPOINT: 'http://127.0.0.1:5433/sql',
  }
  const vars = { ...config.vars, MASTODON_URLS: 'https://m.social http://n.social' }

  const problems = checkSettings({ settings: open, config: { ...config, vars } })
  const named = problems.filter((problem) => problem.includes('must be https://'))

  expect(named.map((problem) => problem.split(' ')[0]).sort()).toEqual([
    'MASTODON_URLS',
    'QSTASH_URL',
    'UPSTASH_REDIS_REST_URL',
  ])
  expect(named.join()).not.toMatch(/upstash\.io|n\.social/)
})

test('whom a deploy migrates as is known, shown, and never told to the Worker', () => {
  const settings = { MIGRATION_URL: 'postgres://owner:p1@ep-x.neon.tech/hallway' }

  expect(checkSettings({ settings, config }).join()).not.toContain('MIGRATION_URL')
  expect(addressLines(settings, config).join()).toMatch(/MIGRATION_URL +ep-x\.neon\.tech\/hallway/)
  expect(Object.keys(secretsOf({ settings, config }))).toEqual([])
})

test('a site that cannot tell its visitors apart is not deployed', () => {
  const problemsOf = (told: object) =>
    checkSettings({ settings: {}, config: { ...config, vars: { ...vars, ...told } } }).join()

  expect(problemsOf({})).toContain('CLIENT_ADDRESS under [env.staging.vars]')
  expect(problemsOf({ CLIENT_ADDRESS: 'platform' })).not.toContain('CLIENT_ADDRESS')
})

test('a misspelt setting, and one that wrangler.toml has too, are problems', () => {
  const problems = checkSettings({ settings: { REPLICA_URL: 'x', MAIL_FROM: 'you' }, config })

  expect(problems).toContain('REPLICA_URL is no setting of Hallway')
  expect(problems.join()).toContain('MAIL_FROM also stands in wrangler.toml')
})
