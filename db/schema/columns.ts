import { type Column, sql } from 'drizzle-orm'
import { type AnyPgColumn, timestamp, uuid } from 'drizzle-orm/pg-core'
import { newId } from '../id.ts'

/** What columns of several tables have in common. */

export const id = () => uuid().primaryKey().$defaultFn(newId)

export const instant = () => timestamp({ withTimezone: true })

export const createdAt = () => instant().notNull().defaultNow()

/** The row that this one is a part of, and goes with. */
export const belongsTo = (row: () => AnyPgColumn) =>
  uuid().notNull().references(row, { onDelete: 'cascade' })

/** For a check: Postgres knows the same values as `text({ enum })` does. */
export const isOneOf = (column: Column, values: readonly string[]) =>
  sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`
