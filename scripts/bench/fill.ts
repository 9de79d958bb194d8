import { randomUUID } from 'node:crypto'
import pg from 'pg'

export const EVENTS = 20_000
const PEOPLE = 2_000
const ATTENDANCES = 20_000
const TOPICS = 40
const CITIES = 200
const ACCOUNTS = 50

export type BenchAccount = { accountId: string; personId: string; sessionId: string }
export type Filled = {
  /** Paths of event pages, in no order. */
  eventPaths: readonly string[]
  topicPath: string
  placePath: string
  /** People who are signed in. */
  accounts: readonly BenchAccount[]
}

/** Fills an empty or sample database with a directory of the size that the bars are about. */
export async function fill(databaseUrl: string): Promise<Filled> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('begin')
    for (const statement of statements) await client.query(statement)
    const accounts = await signIn(client)
    await client.query('commit')
    await client.query('analyze')
    const { rows } = await client.query<{ path: string }>(
      `select '/' || year || '/' || slug || '/' as path from events where slug like 'bench-%'
       order by md5(slug)`,
    )
    return {
      eventPaths: rows.map(({ path }) => path),
      topicPath: '/topics/bench-topic-1/',
      placePath: '/places/bench-city-1/',
      accounts,
    }
  } finally {
    await client.end()
  }
}

/** Three years before today to one after it, spread evenly; most topics and cities are small. */
const statements = [
  `insert into topics (id, slug, name)
   select uuidv7(), 'bench-topic-' || n, 'Bench topic ' || n from generate_series(1, ${TOPICS}) n`,
  `insert into places (id, kind, slug, name, country_code, gazetteer_id)
   values (uuidv7(), 'country', 'bench-land', 'Bench Land', 'ZZ', 'iso3166:ZZ')`,
  `insert into places
     (id, kind, slug, name, country_code, country_id, latitude, longitude, zone, gazetteer_id)
   select uuidv7(), 'city', 'bench-city-' || n, 'Bench City ' || n, 'ZZ', country.id,
     n % 90, n % 180, 'Europe/Berlin', 'geonames:bench-' || n
   from generate_series(1, ${CITIES}) n, places country where country.slug = 'bench-land'`,
  `insert into events
     (id, year, slug, name, tagline, starts_on, ends_on, zone, place_id, website, hashtag)
   select uuidv7(), extract(year from day), 'bench-' || n, 'Bench Conference ' || n,
     'A gathering of people who measure things, for the ' || n || 'th time', day, day + n % 3,
     'Europe/Berlin', city.id, 'https://example.com/' || n, 'bench' || n
   from generate_series(1, ${EVENTS}) n
   cross join lateral (select current_date - 1095 + n * 1460 / ${EVENTS} as day) d
   join places city on city.slug = 'bench-city-' || 1 + (n * n) % ${CITIES}`,
  `insert into event_topics (event_id, topic_id, position)
   select e.id, t.id, p from events e
   cross join generate_series(0, 1) p
   join topics t on t.slug = 'bench-topic-' || 1 + (substring(e.slug from 7)::int * (p + 1)) % ${TOPICS}
   where e.slug like 'bench-%' on conflict do nothing`,
  `insert into accounts (id, email)
   select uuidv7(), 'bench-' || n || '@example.com' from generate_series(1, ${PEOPLE}) n`,
  `insert into people (id, account_id, handle, name)
   select uuidv7(), id, split_part(email, '@', 1), 'Bench Person ' || split_part(email, '@', 1)
   from accounts where email like 'bench-%'`,
  `insert into attendances (event_id, person_id, role)
   select e.id, p.id, case when n % 3 = 0 then 'tracking' else 'attending' end
   from generate_series(1, ${ATTENDANCES}) n
   join events e on e.slug = 'bench-' || 1 + (n * 7919) % ${EVENTS}
   join people p on p.handle = 'bench-' || 1 + (n * 104729) % ${PEOPLE}
   on conflict do nothing`,
]

async function signIn(client: pg.Client): Promise<BenchAccount[]> {
  const { rows } = await client.query<{ accountId: string; personId: string }>(
    `select account_id as "accountId", id as "personId" from people
     where handle like 'bench-%' order by handle limit ${ACCOUNTS}`,
  )
  const accounts = rows.map((row) => ({ ...row, sessionId: randomUUID() }))
  await client.query(
    `insert into auth_sessions (id, account_id, expires_at)
     select session_id, account_id, now() + interval '1 day'
     from unnest($1::uuid[], $2::uuid[]) as given (session_id, account_id)`,
    [accounts.map(({ sessionId }) => sessionId), accounts.map(({ accountId }) => accountId)],
  )
  return accounts
}
