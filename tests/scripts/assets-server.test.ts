import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAssetsServer } from '#scripts/stack/assets-server.ts'
import type { HttpServer } from '#scripts/stack/http-server.ts'

const urls: Record<string, string> = JSON.parse(readFileSync('dist/assets.json', 'utf8'))
const folder = 'dist/assets'

let server: HttpServer
beforeAll(async () => {
  server = await startAssetsServer(folder)
})
afterAll(() => server.stop())

const get = (path: string, encoding = 'identity') =>
  fetch(server.url + path, { headers: { 'Accept-Encoding': encoding } })

test.each([
  ['/favicon.ico', 'image/x-icon'],
  ['/apple-touch-icon.png', 'image/png'],
])('what browsers ask for unasked is there: %s, as %s, for a week', async (path, type) => {
  const answer = await get(path)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe(type)
  expect(answer.headers.get('cache-control')).toBe('public, max-age=604800')
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(readFileSync(folder + path))
})

test.each(['site.css', 'enhance.js', 'licences.txt'])(
  '%s is sent compressed to who takes that, and is the same',
  async (name) => {
    const path = urls[name] ?? name
    const plain = await get(path)
    expect(plain.headers.get('content-encoding')).toBeNull()
    for (const encoding of ['br', 'gzip']) {
      const answer = await get(path, encoding)
      expect(answer.headers.get('content-encoding')).toBe(encoding)
      expect(answer.headers.get('vary')).toContain('Accept-Encoding')
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(await answer.text()).toBe(readFileSync(folder + path, 'utf8'))
    }
  },
)

test('a picture and a font are sent as they are, and the list of files is kept by nobody', async () => {
  for (const path of ['/apple-touch-icon.png', urls['bricolage-latin.woff2'] ?? ''])
    expect((await get(path, 'br')).headers.get('content-encoding')).toBeNull()
  expect((await get('/assets/manifest.json')).headers.get('cache-control')).toBe('no-cache')
  expect((await get('/assets/none.0123456789.css')).status).toBe(404)
})
