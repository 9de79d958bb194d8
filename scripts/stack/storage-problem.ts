import { Problem } from './problem.ts'

/** As Node, SQLite, Postgres and the programs of the system spell it. */
const FULL = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|database or disk is full/i
const REFUSED = /EACCES|EROFS|EPERM|readonly database|unable to open database file/

/** The one line for a disk that is full, or null when a failure has another reason. */
export const explainFullDisk = (reason: string, dataDir: string): string | null =>
  FULL.test(reason)
    ? `The disk that holds ${dataDir} is full. Make room there, then start again`
    : null

/** Says what a start that failed for want of room or of rights needs. Other errors stay as they are. */
export function explainStorage(error: unknown, dataDir: string): unknown {
  const reason = error instanceof Error ? causesOf(error).join(': ') : String(error)
  const full = explainFullDisk(reason, dataDir)
  if (full) return new Problem(full, { cause: error })
  if (error instanceof Problem || !REFUSED.test(reason)) return error
  return new Problem(
    `${dataDir} cannot be written (${reason}). Mend that, or choose another folder: HALLWAY_DATA=.hallway-2 npm start`,
    { cause: error },
  )
}

/** Drivers wrap what happened in what they were doing. */
const causesOf = (error: Error): string[] => [
  error.message,
  ...(error.cause instanceof Error ? causesOf(error.cause) : []),
]
