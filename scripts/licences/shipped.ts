import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { fontPackages } from '#scripts/assets/subset-fonts.ts'
import { allSources, bundleWorker } from '#scripts/bundle/bundle-worker.ts'

const root = join(import.meta.dirname, '../..')

/** Something by others that is part of what we deploy. */
export type Work = {
  readonly name: string
  readonly version: string
  /** An SPDX expression, or what the package says instead. */
  readonly licence: string
  readonly source: string
  /** The notice that has to stay with every copy; null when there is none to be found. */
  readonly notice: string | null
}

/** Others' works in the Worker, in the scripts that browsers run, in fonts, and in what the database holds. */
export async function shippedWorks(): Promise<Work[]> {
  const bundled = await bundledPackages()
  const folders = new Set([...bundled, ...fontPackages.map((name) => `node_modules/${name}`)])
  return [...[...folders].map(readPackage), ...data].sort((a, b) => (a.name < b.name ? -1 : 1))
}

const CC_BY = 'Licence: https://creativecommons.org/licenses/by/4.0/'

/** What no package of ours carries to the site, and is there all the same. */
const data: readonly Work[] = [
  {
    name: 'Unicode confusables.txt',
    version: '17.0.0',
    licence: 'Unicode-3.0',
    source: 'https://www.unicode.org/Public/security/17.0.0/confusables.txt',
    notice: keptNotice('unicode'),
  },
  {
    name: 'GeoNames',
    version: 'as imported',
    licence: 'CC-BY-4.0',
    source: 'https://www.geonames.org/',
    notice: `Names and coordinates of cities come from GeoNames. ${CC_BY}`,
  },
  {
    name: 'Twemoji',
    version: 'the flags',
    licence: 'CC-BY-4.0',
    source: 'https://github.com/twitter/twemoji',
    notice: `Copyright Twitter, Inc and other contributors. The flags were made a font, and are otherwise unchanged. ${CC_BY}`,
  },
]

/** Folders of all packages that something in the bundles comes from. */
async function bundledPackages(): Promise<string[]> {
  const script = build({
    absWorkingDir: root,
    entryPoints: ['workers/public/js/enhance.ts'],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    logLevel: 'warning',
  })
  // The assets, which this is asked for, may not be there yet.
  const worker = await bundleWorker({ external: ['#assets'] })
  const files = [...allSources(worker), ...Object.keys((await script).metafile.inputs)]
  return files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [])
}

function readPackage(folder: string): Work {
  const path = join(root, folder)
  const manifest: { name: string; version: string; license?: string } = JSON.parse(
    readFileSync(join(path, 'package.json'), 'utf8'),
  )
  const { name, version, license: licence = 'none' } = manifest
  const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry))
  const source = `https://www.npmjs.com/package/${name}`
  const notice = file ? readFileSync(join(path, file), 'utf8').trim() : keptNotice(name)
  return { name, version, licence, source, notice }
}

/** The licence in a work's repository, for those that publish it nowhere else. */
function keptNotice(name: string): string | null {
  const file = join(import.meta.dirname, `${name}.txt`)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}
