/**
 * Builds what browsers load: workers/public → dist/assets, every file named after its content so
 * that it can be cached for ever, and dist/assets.json, which tells pages the names. Files of earlier
 * builds stay for some days (assets/manifest.ts). The same input always gives the same bytes, and a
 * file is there whole or not at all, so builds may run at once.
 */
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { build } from 'esbuild'
import { safeHeaders } from '#workers/safe-headers.ts'
import { CACHE_CONTROL, UNHASHED } from './assets/caching.ts'
import { type AssetManifest, contentHash, MANIFEST, nextManifest } from './assets/manifest.ts'
import { readFlagFont, subsetFonts } from './assets/subset-fonts.ts'
import { writeWhole } from './bundle/write-whole.ts'
import { commandLine } from './command-line.ts'
import { writeNotices } from './licences/allowed.ts'
import { shippedWorks } from './licences/shipped.ts'

if (import.meta.main)
  commandLine(
    'node scripts/build-assets.ts',
    'Build what browsers load: workers/public → dist/assets, and dist/assets.json, which tells pages the names.',
  ).parse()

const root = join(import.meta.dirname, '..')
const source = join(root, 'workers/public')
const assets = join(root, 'dist/assets')

/** Sites are deployed with HTTPS only. */
const SAFE = Object.entries(safeHeaders('https:')).map(([name, value]) => `  ${name}: ${value}\n`)

/** Rules add up, so each takes back what a wider one has said. */
const KEPT = Object.entries(CACHE_CONTROL).map(
  ([path, value]) => `${path}\n  ! Cache-Control\n  Cache-Control: ${value}\n`,
)
const HEADERS = `/*\n${SAFE.join('')}${KEPT.join('')}`

const urls: Record<string, string> = {}

async function publish(name: string, content: Uint8Array | string) {
  const extension = extname(name)
  const url = `/assets/${basename(name, extension)}.${contentHash(content)}${extension}`
  urls[name] = url
  const file = join(assets, url)
  if (!existsSync(file)) await writeWhole(file, content)
}

async function bundle(entry: string, name: string, banner = '') {
  const { outputFiles } = await build({
    entryPoints: [join(source, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'esnext',
    banner: { css: banner },
    logLevel: 'warning',
  })
  return publish(name, outputFiles[0]?.contents ?? '')
}

/** Publishes the fonts; resolves to the rules that declare them, which hold their URLs. */
async function publishFonts() {
  const fonts = await subsetFonts()
  await Promise.all(fonts.map(({ name, content }) => publish(name, content)))
  await publish('flags.woff2', await readFlagFont())
  const faces = fonts.map(
    ({ name, family, weights, unicodeRange }) =>
      `@font-face{font-family:${family};src:url(${urls[name]}) format("woff2");font-weight:${weights};font-display:swap;unicode-range:${unicodeRange}}`,
  )
  const local = ['Apple Color Emoji', 'Noto Color Emoji', 'NotoColorEmoji']
  const flags = [...local.map((name) => `local("${name}")`), `url(${urls['flags.woff2']})`]
  return `${faces.join('')}@font-face{font-family:Flags;src:${flags};font-display:swap;unicode-range:U+1F1E6-1F1FF}`
}

async function publishIcons() {
  await publish('favicon.svg', await readFile(join(source, 'icons/favicon.svg')))
  const manifest = await readFile(join(source, 'manifest.webmanifest'), 'utf8')
  await publish(
    'manifest.webmanifest',
    manifest.replaceAll('favicon.svg', urls['favicon.svg'] ?? ''),
  )
  for (const name of UNHASHED)
    await writeWhole(join(assets, name), await readFile(join(source, 'icons', name)))
}

/** Writes the manifest, and removes what is not in it any more. */
async function removeOld() {
  const folder = join(assets, 'assets')
  const known = await readManifest(join(folder, MANIFEST))
  const files = (await readdir(folder)).filter((file) => !/^\./.test(file) && file !== MANIFEST)
  const earlier = Object.fromEntries(files.map((file) => [file, known[file] ?? null]))
  const current = Object.values(urls).map((url) => basename(url))
  const manifest = nextManifest({ earlier, current, now: new Date() })
  await writeWhole(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  const old = files.filter((file) => !(file in manifest))
  await Promise.all(old.map((file) => rm(join(folder, file), { force: true })))
}

const readManifest = (file: string): Promise<AssetManifest> =>
  readFile(file, 'utf8').then(JSON.parse, () => ({}))

await mkdir(join(assets, 'assets'), { recursive: true })
await Promise.all([
  publishFonts().then((faces) => bundle('css/site.css', 'site.css', faces)),
  bundle('js/enhance.ts', 'enhance.js'),
  publishIcons(),
  shippedWorks().then((works) => publish('licences.txt', writeNotices(works))),
  writeWhole(join(assets, '_headers'), HEADERS),
])
await removeOld()
const sorted = Object.fromEntries(Object.entries(urls).sort(([a], [b]) => (a < b ? -1 : 1)))
await writeWhole(join(root, 'dist/assets.json'), `${JSON.stringify(sorted, null, 2)}\n`)
