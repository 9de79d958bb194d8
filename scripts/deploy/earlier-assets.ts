import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import {
  type AssetManifest,
  currentFiles,
  FILE_NAME,
  isIntact,
  MANIFEST,
  nextManifest,
} from '#scripts/assets/manifest.ts'
import { reasonOf } from '#scripts/ops/command-failure.ts'

/** For all files together. */
const TIMEOUT_MS = 60_000
const MAX_FILE_BYTES = 5 * 1024 * 1024
const MAX_TOTAL_BYTES = 50 * 1024 * 1024

const manifestSchema = z.record(z.string().regex(FILE_NAME), z.iso.datetime().nullable())

type Input = {
  /** Where the site serves now. */
  origin: string
  /** The folder of the new version's files: `dist/assets/assets`, built. */
  folder: string
  now: Date
}

/**
 * Adds to the new version the files that pages of earlier ones name, from the site that serves now:
 * those pages stay in caches and tabs. Resolves to what came of it, in a sentence. Rejects only when
 * the folder cannot be written: without the old files the site is still better deployed than not.
 */
export async function keepEarlierAssets({ origin, folder, now }: Input): Promise<string> {
  const site = { base: `${origin}/assets/`, signal: AbortSignal.timeout(TIMEOUT_MS) }
  const built: AssetManifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8'))
  const current = currentFiles(built)
  const live = await readLive(site)
  if (typeof live === 'string')
    return `None could be kept: ${live}. Right for a first deploy; else pages of the version before lose style and script until they are made anew`
  const wanted = nextManifest({ earlier: live, current, now })
  const lost = await fetchMissing(site, folder, wanted)
  const manifest = Object.fromEntries(Object.entries(wanted).filter(([file]) => !lost.has(file)))
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  // What earlier builds on this machine left behind was never on the site.
  for (const file of await readdir(folder))
    if (!(file in manifest) && file !== MANIFEST) await rm(join(folder, file), { force: true })
  const kept = Object.keys(manifest).length - current.length
  const missing = [...lost].map(([file, reason]) => `${file} (${reason})`)
  return `${kept} files of earlier versions are kept${missing.length > 0 ? `; not ${missing.join(', ')}` : ''}`
}

type Site = { base: string; signal: AbortSignal }

async function readLive(site: Site): Promise<AssetManifest | string> {
  try {
    return manifestSchema.parse(JSON.parse((await download(site, MANIFEST)).toString()))
  } catch (error) {
    const known = error instanceof z.ZodError || error instanceof SyntaxError
    return `${site.base}${MANIFEST} ${known ? 'is no manifest' : `cannot be read: ${reasonOf(error)}`}`
  }
}

/** Newest first, until the limit in bytes. Resolves to the files that are not there, and why. */
async function fetchMissing(site: Site, folder: string, manifest: AssetManifest) {
  const lost = new Map<string, string>()
  const old = Object.entries(manifest).flatMap(([file, since]) => (since ? [{ file, since }] : []))
  let bytes = 0
  for (const { file } of old.sort((a, b) => (a.since < b.since ? 1 : -1))) {
    const path = join(folder, file)
    try {
      const local = await readFile(path).catch(() => null)
      const content = local && isIntact(file, local) ? local : await download(site, file)
      bytes += content.byteLength
      if (bytes > MAX_TOTAL_BYTES) throw new Error('too much to keep')
      if (!isIntact(file, content)) throw new Error('not what its name says')
      await writeFile(path, content)
    } catch (error) {
      lost.set(file, reasonOf(error))
    }
  }
  return lost
}

async function download({ base, signal }: Site, file: string): Promise<Buffer> {
  const answer = await fetch(base + file, { signal, redirect: 'error' })
  if (!answer.ok) throw new Error(`it answers ${answer.status}`)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > MAX_FILE_BYTES) throw new Error('too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
