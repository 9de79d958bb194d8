import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from './problem.ts'

const FILE = join(import.meta.dirname, '../../wrangler.toml')

/** What the deployed Worker and the local one must have in common. */
export type WranglerConfig = {
  readonly compatibilityDate: string
  readonly compatibilityFlags: readonly string[]
  readonly crons: readonly string[]
}

/** Reads the few lines that matter here. Loading wrangler itself would take a second. */
export function readWranglerConfig(): WranglerConfig {
  const toml = readFileSync(FILE, 'utf8')
  const value = (name: string, pattern: string): string => {
    const found = new RegExp(`^${name}\\s*=\\s*${pattern}`, 'm').exec(toml)?.[1]
    if (found === undefined) throw new Problem(`wrangler.toml does not say ${name}`)
    return found
  }
  const list = (name: string) =>
    [...value(name, '\\[([^\\]]*)\\]').matchAll(/"([^"]+)"/g)].map(([, item = '']) => item)
  return {
    compatibilityDate: value('compatibility_date', '"([^"]+)"'),
    compatibilityFlags: list('compatibility_flags'),
    crons: list('crons'),
  }
}
