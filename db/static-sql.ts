import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'

const dialect = new PgDialect({ casing: 'snake_case' })

/**
 * A fragment as one piece of text, spelt once instead of at every page: putting queries together is
 * most of what a small page costs. Throws when the fragment has parameters.
 */
export function staticSql<T>(fragment: SQL<T>): SQL<T> {
  const { sql: text, params } = dialect.sqlToQuery(fragment)
  if (params.length > 0) throw new Error(`A fragment with parameters cannot stand alone: ${text}`)
  return sql<T>`${sql.raw(text)}`
}
