import { type Column, sql } from 'drizzle-orm'

/** A count that is kept elsewhere; none where nothing has been counted yet. */
export const noneOr = (counted: Column) => sql<number>`coalesce(${counted}, 0)`.mapWith(Number)
