import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test, vi } from 'vitest'
import { WRITABLE } from '#functions/site/site-mode.ts'
import { remoteModeStore } from '#scripts/ops/mode-store.ts'

const NAMESPACE = '0123456789abcdef0123456789abcdef'

/** Cloudflare's API for the values of one KV namespace, as wrangler speaks to it. */
async function startCloudflare() {
  const values = new Map<string, string>()
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url ?? '').split('?')[0]
    const prefix = `/accounts/an-account/storage/kv/namespaces/${NAMESPACE}/values/`
    const key = path?.startsWith(prefix) ? path.slice(prefix.length) : null
    const body = await text(request)
    if (request.headers.authorization !== 'Bearer a-token' || key === null) {
      response.writeHead(403).end('{"success":false,"errors":[{"code":10000,"message":"Refused"}]}')
      return
    }
    if (request.method === 'PUT') {
      values.set(key, body)
      response.end('{"success":true,"errors":[],"messages":[],"result":null}')
      return
    }
    response.writeHead(values.has(key) ? 200 : 404).end(values.get(key))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  vi.stubEnv(
    'CLOUDFLARE_API_BASE_URL',
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  )
  vi.stubEnv('CLOUDFLARE_ACCOUNT_ID', 'an-account')
  vi.stubEnv('CLOUDFLARE_API_TOKEN', 'a-token')
  onTestFinished(() => void vi.unstubAllEnvs())
  return values
}

async function writeConfig() {
  const folder = await mkdtemp(join(tmpdir(), 'hallway-remote-'))
  const config = join(folder, 'wrangler.toml')
  const ours = await readFile('wrangler.toml', 'utf8')
  await writeFile(config, ours.replaceAll(/^id = "0+"/gm, `id = "${NAMESPACE}"`))
  return config
}

test('the switch of the deployed site is written and read through wrangler', async () => {
  const values = await startCloudflare()
  const modes = remoteModeStore({ flags: ['--config', await writeConfig(), '--env', 'staging'] })
  const mode = { ...WRITABLE, readOnly: true, reason: 'It’s "down" & out' }

  expect(await modes.read()).toBeNull()
  await modes.write(mode)
  expect([...values.keys()]).toEqual(['site:mode'])
  expect(await modes.read()).toEqual(mode)

  vi.stubEnv('CLOUDFLARE_API_TOKEN', 'another')
  await expect(modes.read()).rejects.toThrow(/^wrangler could not read the switch: .*403/)
})
