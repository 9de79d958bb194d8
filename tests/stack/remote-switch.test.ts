import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { WRITABLE } from '#functions/site/site-mode.ts'
import { remoteModeStore } from '#scripts/ops/mode-store.ts'
import { KV_NAMESPACE, startCloudflare } from './cloudflare.ts'

async function writeConfig() {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-remote-'))
  const config = join(folder, 'wrangler.toml')
  const ours = await readFile('wrangler.toml', 'utf8')
  await writeFile(config, ours.replaceAll(/^id = "0+"/gm, `id = "${KV_NAMESPACE}"`))
  return config
}

test('the switch of the deployed site is written and read through wrangler', async () => {
  const { env, values, stop } = await startCloudflare()
  onTestFinished(stop)
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const modes = remoteModeStore({ flags: ['--config', await writeConfig(), '--env', 'staging'] })
  const mode = { ...WRITABLE, readOnly: true, reason: 'It’s "down" & out' }

  expect(await modes.read()).toBeNull()
  await modes.write(mode)
  expect([...values.keys()]).toEqual(['site:mode'])
  expect(await modes.read()).toEqual(mode)

  vi.stubEnv('CLOUDFLARE_API_TOKEN', 'another')
  await expect(modes.read()).rejects.toThrow(/^wrangler could not read the switch: .*403/)
})
