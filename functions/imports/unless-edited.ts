import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/**
 * What an import sets a column of an event or a session to: what its source says, unless a person has
 * edited the column. Asked in the write itself, since they may have done so after it was planned.
 */
export const unlessEdited = (
  { editedColumns }: { readonly editedColumns: PgColumn },
  column: PgColumn,
  { name, value }: { readonly name: string; readonly value: SQL },
): SQL =>
  sql`case when ${sql.raw(`'${name}'`)} = any(${editedColumns}) then ${column} else ${value} end`

/** `startsOn` is `starts_on` in the database, where edited columns are named. */
export const columnName = (property: string) =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
