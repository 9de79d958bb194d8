import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const dist = 'dist/assets'

function build(): Record<string, string> {
  execFileSync(process.execPath, ['scripts/build-assets.ts'])
  return JSON.parse(readFileSync('dist/assets.json', 'utf8'))
}

test('the same sources give the same names, and no name outlives its content', () => {
  const first = build()
  expect(build()).toEqual(first)
  for (const url of Object.values(first)) expect(statSync(join(dist, url)).size).toBeGreaterThan(0)
  expect(readFileSync(join(dist, '_headers'), 'utf8')).toMatch(
    /^\/assets\/\*\n(?: .*\n)* .*immutable/m,
  )
})

test('files of earlier builds stay for three days, since open tabs and cached pages name them', () => {
  const urls = build()
  const folder = join(dist, 'assets')
  const manifestFile = join(folder, 'manifest.json')
  const manifest = () => JSON.parse(readFileSync(manifestFile, 'utf8'))
  const before = manifest()
  for (const url of Object.values(urls)) expect(before[basename(url)]).toBeNull()
  writeFileSync(join(folder, 'just-now.0000000001.css'), '')
  writeFileSync(join(folder, 'long-ago.0000000002.css'), '')
  const fourDaysAgo = new Date(Date.now() - 4 * 86_400_000).toISOString()
  writeFileSync(
    manifestFile,
    JSON.stringify({
      ...before,
      'just-now.0000000001.css': null,
      'long-ago.0000000002.css': fourDaysAgo,
    }),
  )

  build()
  const after = manifest()
  rmSync(join(folder, 'just-now.0000000001.css'))

  expect(Date.now() - Date.parse(after['just-now.0000000001.css'])).toBeLessThan(60_000)
  expect(after).not.toHaveProperty('long-ago.0000000002.css')
  expect(existsSync(join(folder, 'long-ago.0000000002.css'))).toBe(false)
  build()
  expect(manifest()).toEqual(before)
})

test('pages stay light: compressed, 20 KiB of style and 10 KiB of script; 40 kB of headings', () => {
  const urls = build()
  const bytes = (name: string) => statSync(join(dist, urls[name] ?? name)).size
  const sent = (name: string) => gzipSync(readFileSync(join(dist, urls[name] ?? name))).length
  expect(sent('site.css')).toBeLessThanOrEqual(20 * 1024)
  expect(sent('enhance.js')).toBeLessThanOrEqual(10 * 1024)
  const fonts = bytes('bricolage-latin.woff2') + bytes('bricolage-latin-ext.woff2')
  expect(fonts).toBeLessThanOrEqual(40_000)
})

test('the style sheet finds the fonts under their names', () => {
  const urls = build()
  const css = readFileSync(join(dist, urls['site.css'] ?? ''), 'utf8')
  for (const name of ['bricolage-latin.woff2', 'bricolage-latin-ext.woff2', 'flags.woff2'])
    expect(css).toContain(`url(${urls[name]})`)
})
