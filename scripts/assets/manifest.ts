import { createHash } from 'node:crypto'

/**
 * `/assets/manifest.json`: every file under `/assets/` and when a newer version took its place, or
 * null while pages name it. Pages of earlier versions are still shown for a while, so each version
 * brings the files of those before it along.
 */
export type AssetManifest = Readonly<Record<string, string | null>>

export const MANIFEST = 'manifest.json'

/** A cached page may be a day old (stale-if-error), and a tab may stay open over a weekend. */
export const KEPT_DAYS = 3
/** Old files at most, newest first: a developer's folder gets a new style sheet with every edit. */
export const MAX_KEPT_FILES = 100

const DAY_MS = 24 * 60 * 60 * 1000

type Merge = { earlier: AssetManifest; current: Iterable<string>; now: Date }

/** The manifest of a version whose pages name `current`, after the one that had `earlier`. */
export function nextManifest({ earlier, current, now }: Merge): AssetManifest {
  const files = new Set(current)
  const kept = Object.entries(earlier)
    .filter(([file]) => !files.has(file))
    .map(([file, since]) => ({ file, since: since ?? now.toISOString() }))
    .filter(({ since }) => now.getTime() - Date.parse(since) < KEPT_DAYS * DAY_MS)
    .sort((a, b) => (a.since < b.since ? 1 : -1))
    .slice(0, MAX_KEPT_FILES)
  const entries: [string, string | null][] = [
    ...[...files].map((file): [string, null] => [file, null]),
    ...kept.map(({ file, since }): [string, string] => [file, since]),
  ]
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

export const currentFiles = (manifest: AssetManifest): string[] =>
  Object.keys(manifest).filter((file) => manifest[file] === null)

/** The part of a file's name that stands for its content. */
export const contentHash = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 10)

/** `<name>.<content hash>.<extension>`. */
export const FILE_NAME = /^[\w-]+\.([0-9a-f]{10})\.[a-z0-9]+$/

/** Whether `content` is what `file` was named after. */
export const isIntact = (file: string, content: Uint8Array): boolean =>
  FILE_NAME.exec(file)?.[1] === contentHash(content)
