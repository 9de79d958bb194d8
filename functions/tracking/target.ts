import type { SQL } from 'drizzle-orm'
import type { Database, Statement } from '#db/client.ts'
import type { AttendanceRole } from '#db/schema/index.ts'
import { violates } from '#db/violates.ts'
import { conflict, notFound } from '../errors.ts'
import type { Message } from '../messages.ts'

/** That somebody tracks something, since when. `attending` is for what people can go to. */
type Tracking = {
  readonly personId: string
  readonly role: AttendanceRole
  readonly createdAt: Date
}

/** Something at an address that people track. Each noun that is tracked has a function which makes one. */
export type Target = {
  /** What is said not to be found, such as "This event". */
  readonly name: string
  /** What nobody does any longer once its event is off, such as "attend or track it". */
  readonly taken: string
  /** Its id, which the write itself finds out: where people may see none the whole write fails. */
  readonly id: SQL<string>
  /** The constraints that such a failure names. */
  readonly missing: readonly string[]
  /** Adds a row to those who track it. Again, it changes nothing but the role. */
  readonly add: (db: Database, tracking: Tracking) => Statement
  readonly remove: (db: Database, personId: string) => Statement
  /** What a change sets in motion, such as the pages that show it. */
  readonly announce: (personId: string) => readonly Message[]
}

/** What a write about a target failed with, as people are told it. */
export const targetFailure =
  ({ name, taken, missing }: Target) =>
  (error: unknown): never => {
    if (violates(error, 'events_open'))
      throw conflict(`This event was cancelled: nobody can ${taken} any longer`, error)
    if (violates(error, 'events_on'))
      throw conflict(
        `This event was postponed and has no new dates yet: nobody can ${taken} until it has`,
        error,
      )
    throw missing.some((constraint) => violates(error, constraint)) ? notFound(name) : error
  }
