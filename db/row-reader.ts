import { Column, getTableName, is, SQL, Subquery } from 'drizzle-orm'

type Decoder = { mapFromDriverValue(value: unknown): unknown }
/** Where a column of the answer stands in a row's object, and what it is. */
export type Field = { readonly path: readonly string[]; readonly field: unknown }
type Node = Record<string, unknown>

/**
 * What drizzle makes of an answer's rows, decided once for a statement instead of at every cell: its
 * own `mapResultRow` asks of each what it is, which was a sixth of what a page cost the Worker.
 * `notNull` says of each table whether its join always finds a row: an object of one that did not is null.
 */
export function createRowReader<Row>(
  fields: readonly Field[],
  notNull: Readonly<Record<string, boolean>> | undefined,
): (row: readonly unknown[]) => Row {
  const cells = fields.map(({ path, field }, index) => ({
    index,
    parents: path.slice(0, -1),
    name: path.at(-1) ?? '',
    decoder: decoderOf(field),
  }))
  const missing = notNull ? objectsOfJoins(fields, notNull) : []
  return (row) => {
    const read: Node = {}
    for (const { index, parents, name, decoder } of cells) {
      const value = row[index]
      let node = read
      for (const parent of parents) {
        node[parent] ??= {}
        node = node[parent] as Node
      }
      node[name] = value === null ? null : decoder.mapFromDriverValue(value)
    }
    for (const { name, first } of missing) if (row[first] === null) read[name] = null
    return read as Row
  }
}

function decoderOf(field: unknown): Decoder {
  if (is(field, Column)) return field
  if (is(field, SQL)) return (field as unknown as { decoder: Decoder }).decoder
  const { sql } = is(field, Subquery) ? field._ : (field as { sql: unknown })
  return (sql as { decoder: Decoder }).decoder
}

/** The objects that are all of one table whose join may find nothing, each with its first column. */
function objectsOfJoins(fields: readonly Field[], notNull: Readonly<Record<string, boolean>>) {
  const found = new Map<string, { first: number; tables: Set<string> }>()
  for (const [index, { path, field }] of fields.entries()) {
    const [name = ''] = path
    if (path.length !== 2 || !is(field, Column)) continue
    const one = found.get(name) ?? { first: index, tables: new Set() }
    one.tables.add(getTableName(field.table))
    found.set(name, one)
  }
  return [...found].flatMap(([name, { first, tables }]) => {
    const [table = '', ...others] = tables
    return others.length === 0 && !notNull[table] ? [{ name, first }] : []
  })
}
