import pg from 'pg'
import { surroundingStatements } from './around.ts'
import { drawingFunctions, id } from './draw.ts'
import { eventStatements } from './events.ts'
import { peopleStatements } from './people.ts'
import { writePlaces } from './places.ts'
import { programmeStatements } from './programmes.ts'
import { type Sizes, sizesAt } from './sizes.ts'
import { topicNames, words } from './words.ts'

export type Options = {
  /** 1 for the full size. */
  readonly scale: number
  /** The same seed gives the same directory on the same day: dates count from today. */
  readonly seed: number
  /** Throws away what is there. Otherwise only an empty database is filled. */
  readonly replace?: boolean | undefined
  readonly onStep?: (what: string) => void
}

/**
 * Fills an empty, migrated database with an invented directory, skewed as real ones are, and tells
 * the planner. All of it or none. Rejects where there are events that are not to be replaced. What is derived from the
 * rows (counts, Redis sets) is the caller's to make.
 */
export async function generateDirectory(databaseUrl: string, options: Options): Promise<void> {
  const { scale, seed, replace = false, onStep = () => {} } = options
  const sizes = sizesAt(scale)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('begin')
    if (replace)
      await client.query(
        'truncate accounts, series, topics, places, people, merges, outbox cascade',
      )
    const { rowCount } = await client.query('select from events limit 1')
    if (rowCount) throw new Error('There are events in this database: only an empty one is filled')
    await client.query(`set local synchronous_commit = off; set local work_mem = '64MB'`)
    await prepare(client, seed)
    onStep('places and topics')
    await writePlaces(client, sizes)
    await writeTopics(client, sizes)
    for (const [what, statements] of steps(sizes)) {
      onStep(what)
      for (const statement of statements) await client.query(statement)
    }
    await client.query('commit')
  } finally {
    await client.end()
  }
  onStep('statistics')
  await vacuum(databaseUrl)
}

/** Gathers statistics, and vacuums, as in a database that has lived for a day: an index can then answer alone. */
export async function vacuum(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('vacuum (analyze)').finally(() => client.end())
}

const steps = (sizes: Sizes): [string, string[]][] => [
  ['series and events', eventStatements(sizes)],
  ['people', peopleStatements(sizes)],
  ['programmes', programmeStatements(sizes)],
  ['coverage, calls and venues', surroundingStatements(sizes)],
]

async function prepare(client: pg.Client, seed: number) {
  for (const statement of drawingFunctions(seed)) await client.query(statement)
  const names = Object.keys(words)
  await client.query(
    `create temp table words (${names.map((name) => `${name} text[]`).join(', ')})`,
  )
  await client.query(
    `insert into words values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(words).map((list) => [...list]),
  )
}

async function writeTopics(client: pg.Client, { topics }: Sizes) {
  const names = topicNames.slice(0, topics)
  await client.query(
    `insert into topics (id, slug, name)
     select ${id('topic', 'n')}, lower(trim(both '-' from regexp_replace(name, '[^[:alnum:]]+', '-', 'g'))), name
     from unnest($1::text[]) with ordinality as given (name, n)`,
    [names],
  )
  await client.query(
    `insert into topic_synonyms (slug, topic_id) select 'also-' || slug, id from topics`,
  )
}
