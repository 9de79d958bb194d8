import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { requireSetting, type Target } from '../ops/target.ts'
import { LIFT_WRITE_LIMIT } from './lift-limits.ts'
import { type PageKind, pageKinds } from './page-kinds.ts'

const ACCOUNTS = 50
const MEMBERS = 1_000

export type BenchAccount = { accountId: string; personId: string; sessionId: string }
export type Filled = {
  /** Paths of event pages, in no order. */
  eventPaths: readonly string[]
  topicPath: string
  placePath: string
  /** Some pages of each kind whose growth is measured. */
  pages: Readonly<Record<PageKind, readonly string[]>>
  /** People who are signed in. */
  accounts: readonly BenchAccount[]
  /** Those, and many more. */
  members: readonly BenchAccount[]
}

/** Finds pages to ask for in a filled directory, and signs people in. */
export async function lookAround(stack: Pick<Target, 'where' | 'settings'>): Promise<Filled> {
  const client = new pg.Client({ connectionString: requireSetting(stack, 'DATABASE_URL') })
  await client.connect()
  try {
    return await findPages(client)
  } finally {
    await client.end()
  }
}

async function findPages(client: pg.Client): Promise<Filled> {
  const paths = async (query: string) => {
    const { rows } = await client.query<{ path: string }>(query)
    return rows.map(({ path }) => path)
  }
  const pages: [string, readonly string[]][] = []
  for (const [kind, { query }] of Object.entries(pageKinds)) pages.push([kind, await paths(query)])
  const [placePath = '/'] = await paths(
    `select '/places/' || slug || '/' as path from place_counts join places on places.id = place_id
     where place_counts.kind = 'city' order by event_count desc limit 1`,
  )
  const members = await signIn(client)
  const filled = {
    eventPaths: await paths(
      `select '/' || year || '/' || slug || '/' as path from events where visibility = 'public' and status not in ('cancelled', 'postponed') order by md5(slug)`,
    ),
    // One entry for each kind, from the list that the type is made of.
    pages: Object.fromEntries(pages) as Filled['pages'],
    placePath,
    accounts: members.slice(0, ACCOUNTS),
    members,
  }
  return { ...filled, topicPath: filled.pages.topic[0] ?? '/' }
}

async function signIn(client: pg.Client): Promise<BenchAccount[]> {
  const { rows } = await client.query<{ accountId: string; personId: string }>(
    `select account_id as "accountId", id as "personId" from people
     where account_id is not null order by md5(handle) limit ${MEMBERS}`,
  )
  const accounts = rows.map((row) => ({ ...row, sessionId: randomUUID() }))
  await client.query(
    `insert into auth_sessions (id, account_id, expires_at)
     select session_id, account_id, now() + interval '1 day'
     from unnest($1::uuid[], $2::uuid[]) as given (session_id, account_id)`,
    [accounts.map(({ sessionId }) => sessionId), accounts.map(({ accountId }) => accountId)],
  )
  await client.query(LIFT_WRITE_LIMIT, [accounts.map(({ accountId }) => accountId)])
  return accounts
}
