import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startKvService } from '#scripts/stack/kv-service.ts'

test('values are kept on disk under any key, replaced and deleted', async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'kv-')), 'kv')
  let kv = await startKvService({ dataDir })
  const url = (key: string) => `${kv.url}/${encodeURIComponent(key)}?urlencoded=true&cache_ttl=30`
  const put = (key: string, body: string) => fetch(url(key), { method: 'PUT', body })

  expect((await fetch(url('site:mode'))).status).toBe(404)
  await put('site:mode', '{"a":1}')
  await put('../../etc/ä b?', 'odd')
  await put('site:mode', '{"a":2}')
  await kv.stop()

  kv = await startKvService({ dataDir })
  expect(await (await fetch(url('site:mode'))).text()).toBe('{"a":2}')
  expect(await (await fetch(url('../../etc/ä b?'))).text()).toBe('odd')
  await fetch(url('site:mode'), { method: 'DELETE' })
  expect((await fetch(url('site:mode'))).status).toBe(404)
  expect((await fetch(url('x'), { method: 'POST' })).status).toBe(405)
  await kv.stop()
})
