import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { contentHash, MAX_KEPT_FILES, nextManifest } from '#scripts/assets/manifest.ts'
import { keepEarlierAssets } from '#scripts/deploy/earlier-assets.ts'

const now = new Date('2026-11-29T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString()
const styleOf = (css: string) => `site.${contentHash(css)}.css`

test('files stay for three days after they were superseded, counted from then', () => {
  const earlier = { 'old.css': daysAgo(2.9), 'older.css': daysAgo(3.1), 'until-now.css': null }

  const manifest = nextManifest({ earlier, current: ['new.css'], now })

  expect(manifest).toEqual({
    'new.css': null,
    'old.css': daysAgo(2.9),
    'until-now.css': now.toISOString(),
  })
  expect(nextManifest({ earlier: manifest, current: ['old.css'], now })).toMatchObject({
    'old.css': null,
    'new.css': now.toISOString(),
  })
})

test('of too many files the oldest go first', () => {
  const earlier = Object.fromEntries(
    Array.from({ length: MAX_KEPT_FILES + 5 }, (_, i) => [`${i}.css`, daysAgo(i / 100)]),
  )

  const kept = Object.keys(nextManifest({ earlier, current: [], now }))

  expect(kept).toHaveLength(MAX_KEPT_FILES)
  expect(kept).toContain('0.css')
  expect(kept).not.toContain(`${MAX_KEPT_FILES}.css`)
})

/** A site that serves these under `/assets/`. */
async function siteWith(files: Record<string, string>): Promise<string> {
  const server = createServer((request, response) => {
    const body = files[(request.url ?? '').replace('/assets/', '')]
    response.writeHead(body === undefined ? 404 : 200).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The folder of a build whose pages name `css`, with a leftover of an earlier build here. */
function buildOf(css: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'hallway-assets-')), 'assets')
  mkdirSync(folder)
  writeFileSync(join(folder, styleOf(css)), css)
  writeFileSync(join(folder, styleOf('never deployed')), 'never deployed')
  const manifest = { [styleOf(css)]: null, [styleOf('never deployed')]: daysAgo(1) }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  return folder
}

const manifestIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))

test('the files of the site that serves now come along, and what was only ever built here does not', async () => {
  const live = { [styleOf('a')]: daysAgo(1), [styleOf('b')]: null }
  const origin = await siteWith({
    'manifest.json': JSON.stringify(live),
    [styleOf('a')]: 'a',
    [styleOf('b')]: 'b',
  })
  const folder = buildOf('c')

  const said = await keepEarlierAssets({ origin, folder, now })

  expect(said).toBe('2 files of earlier versions are kept')
  expect(manifestIn(folder)).toEqual({
    [styleOf('a')]: daysAgo(1),
    [styleOf('b')]: now.toISOString(),
    [styleOf('c')]: null,
  })
  expect(readFileSync(join(folder, styleOf('b')), 'utf8')).toBe('b')
  expect(readdirSync(folder)).toHaveLength(4)
})

test('a file that is gone, or is not what its name says, is left out and named', async () => {
  const live = { [styleOf('a')]: null, [styleOf('b')]: null }
  const origin = await siteWith({ 'manifest.json': JSON.stringify(live), [styleOf('b')]: 'other' })
  const folder = buildOf('c')

  const said = await keepEarlierAssets({ origin, folder, now })

  expect(said).toContain('0 files of earlier versions are kept; not ')
  expect(said).toContain(`${styleOf('a')} (it answers 404)`)
  expect(said).toContain(`${styleOf('b')} (not what its name says)`)
  expect(readdirSync(folder).sort()).toEqual(['manifest.json', styleOf('c')].sort())
})

test.each([
  ['a first deploy', undefined, 'it answers 404'],
  ['a page instead', '<html>', 'is no manifest'],
  ['a name that leads elsewhere', '{"../../index.js": null}', 'is no manifest'],
])('%s changes nothing and says so', async (_, manifest, reason) => {
  const origin = await siteWith(manifest === undefined ? {} : { 'manifest.json': manifest })
  const folder = buildOf('c')
  const before = manifestIn(folder)

  expect(await keepEarlierAssets({ origin, folder, now })).toContain(reason)
  expect(await keepEarlierAssets({ origin: 'http://127.0.0.1:1', folder, now })).toMatch(
    /^None could be kept: /,
  )
  expect(manifestIn(folder)).toEqual(before)
})
