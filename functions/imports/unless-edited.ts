import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { events } from '#db/schema/index.ts'

/**
 * What an import sets a column of an event to: what its source says, unless a person has edited the
 * column. Asked in the write itself, since they may have done so after the import was planned.
 */
export const unlessEdited = (column: PgColumn, name: string, value: SQL): SQL =>
  sql`case when ${name} = any(${events.editedColumns}) then ${column} else ${value} end`

/** `startsOn` is `starts_on` in the database, where edited columns are named. */
export const columnName = (property: string) =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
