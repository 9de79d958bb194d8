import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { settingNames } from '#workers/env.ts'

const folder = mkdtempSync(join(tmpdir(), 'hallway-deploy-'))
const wranglerToml = readFileSync('wrangler.toml', 'utf8')
const example = readFileSync('.dev.vars.example', 'utf8')

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

function deploy(files: { settings: string; config: string }, ...args: string[]) {
  const paths = { settings: join(folder, 'settings'), config: join(folder, 'wrangler.toml') }
  writeFileSync(paths.settings, files.settings)
  writeFileSync(paths.config, files.config)
  const given = ['--settings', paths.settings, '--config', paths.config, ...args]
  const { PATH, HOME } = process.env
  return spawnSync(process.execPath, ['scripts/deploy.ts', ...given], {
    env: { PATH, HOME },
    encoding: 'utf8',
  })
}

test('a dry run shows the steps in order, the names of the secrets and none of their values', () => {
  const config = wranglerToml
    .replace(/^id = "0+"/m, 'id = "0123456789abcdef0123456789abcdef"')
    .replace('https://hallway.example', 'https://hallway.test')

  const { status, stdout, stderr } = deploy({ settings, config }, '--dry-run')

  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(stdout.split('\n').map((line) => line.slice(0, 9))).toEqual([
    '1. Build ',
    '2. Create',
    '3. Migrat',
    '4. Deploy',
    '5. Ask ht',
    '',
  ])
  expect(stdout).toContain('8 secrets: DATABASE_URL')
  for (const value of Object.values(parseEnv(settings))) expect(stdout).not.toContain(value)
})

test('whatever is missing is named, and nothing is deployed', () => {
  const { status, stderr } = deploy({ settings: 'SESSION_SECRET=short', config: wranglerToml })

  expect(status).toBe(1)
  expect(stderr).toContain('npx wrangler kv namespace create FLAGS')
  expect(stderr).toContain('ORIGIN under [vars]')
  expect(stderr).toMatch(/DATABASE_URL.*SESSION_SECRET/)
  expect(stderr).toContain('Nothing was deployed')
  expect(stderr).not.toContain('short\n')
})

test('every setting is explained in .dev.vars.example or stands in wrangler.toml', () => {
  const named = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=$/gm)].map(([, name]) => name)
  const vars = wranglerToml.slice(wranglerToml.indexOf('[vars]')).split('\n\n')[0] ?? ''
  const fixed = [...vars.matchAll(/^([A-Z][A-Z0-9_]+) = /gm)].map(([, name]) => name)

  expect([...named, ...fixed].sort()).toEqual([...settingNames].sort())
})
