import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Problem } from './problem.ts'

/** What a running stack tells other programs of its owner, in `<data>/stack.json`. */
export type StackFile = {
  readonly origin: string
  readonly pid: number
  readonly urls: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, string>>
}

const fileIn = (dataDir: string) => join(dataDir, 'stack.json')

/** The stack that runs on this folder, or null. */
export function readStackFile(dataDir: string): StackFile | null {
  const file = fileIn(dataDir)
  // Written by writeStackFile, from the same type.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StackFile) : null
}

/** Holds secrets, so only its owner can read it. */
export function writeStackFile(dataDir: string, stack: StackFile) {
  writeFileSync(fileIn(dataDir), JSON.stringify(stack, null, 2), { mode: 0o600 })
}

export function removeStackFile(dataDir: string) {
  rmSync(fileIn(dataDir), { force: true })
}

/**
 * Takes a data folder for this process, or throws a Problem when another stack has it, and SQLite's
 * own error when the disk does not let it. The lock is
 * SQLite's, so the system frees it however the process ends. Returns how to give it back.
 */
export function takeFolder(dataDir: string): () => void {
  const lock = new DatabaseSync(join(dataDir, 'lock'), { timeout: 0 })
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw error
    const other = readStackFile(dataDir)
    const which = other ? ` (process ${other.pid}, ${other.origin})` : ''
    throw new Problem(
      `Hallway already runs on ${dataDir}${which}. Stop it, or choose another folder: HALLWAY_DATA=.hallway-2 npm start`,
    )
  }
  return () => lock.close()
}

/** SQLITE_BUSY (https://sqlite.org/rescode.html#busy): every other failure is about the disk. */
const isBusy = (error: unknown) =>
  error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === 5
