import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
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
  expect(readFileSync(join(dist, '_headers'), 'utf8')).toMatch(/\/assets\/\*\n.*immutable/)
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
