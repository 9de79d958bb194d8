import { randomUUID } from 'node:crypto'
import { serializeSigned } from 'hono/utils/cookie'
import pg from 'pg'
import { sessionCookie } from '#scripts/bench/session-cookie.ts'
import type { Stack } from '#scripts/stack/stack.ts'

/** Asks a server directly, in a session of its own. */
export async function query<Row extends Record<string, unknown>>(
  url: string,
  text: string,
  params: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(text, params)).rows
  } finally {
    await client.end()
  }
}

/** An event next year, called by its slug unless it is given a name. */
export async function makeEvent({ databaseUrl }: Pick<Stack, 'databaseUrl'>, name?: string) {
  const slug = `event-${randomUUID().slice(0, 8)}`
  const day = `${new Date().getFullYear() + 1}-05-01`
  const [event] = await query<{ id: string; year: number }>(
    databaseUrl,
    `insert into events (id, year, slug, name, starts_on, ends_on, zone)
     values (uuidv7(), extract(year from $2::date), $1, $3, $2, $2, 'Europe/London')
     returning id, year`,
    [slug, day, name ?? slug],
  )
  if (!event) throw new Error('no event was made')
  return { id: event.id, path: `/${event.year}/${slug}/` }
}

/** Somebody's browser, signed in: keeps its cookies and follows nothing by itself. */
export async function makeVisitor(stack: Stack, name?: string) {
  const handle = `person-${randomUUID().slice(0, 8)}`
  type Made = { accountId: string; personId: string; sessionId: string; wrote: string }
  const [made] = await query<Made>(
    stack.databaseUrl,
    `with account as (insert into accounts (id, email) values (uuidv7(), $1 || '@example.org') returning id),
      person as (insert into people (id, account_id, handle, name) select uuidv7(), id, $1, $2 from account returning id)
     insert into auth_sessions (id, account_id, expires_at)
     select uuidv7(), account.id, now() + interval '1 day' from account
     returning id as "sessionId", account_id as "accountId", (select id from person) as "personId",
       pg_current_xact_id()::text as wrote`,
    [handle, name ?? handle],
  )
  if (!made) throw new Error('nobody was made')
  const { wrote, ...ids } = made
  const cookies = new Map<string, string>()
  const keep = (line: string) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/max-age=0/i.test(line)) cookies.delete(name)
    else cookies.set(name, value)
  }
  const secret = stack.settings.SESSION_SECRET ?? ''
  keep(await sessionCookie(ids, secret))
  // As signing in does, so that no replica is asked that does not know the session yet.
  const seen = { path: '/', secure: true }
  keep(await serializeSigned('__Host-seen', wrote, `${secret}:seen`, seen))
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, origin: stack.origin }
    const answer = await fetch(stack.origin + path, { redirect: 'manual', ...init, headers })
    for (const line of answer.headers.getSetCookie()) keep(line)
    return answer
  }
  return {
    ...ids,
    cookies,
    get: (path: string, signal?: AbortSignal) => send(path, { signal: signal ?? null }),
    post: (path: string, fields: Record<string, string>) =>
      send(path, { method: 'POST', body: new URLSearchParams(fields) }),
    attend: (path: string, role = 'attending', signal?: AbortSignal) =>
      send(`${path}attendance/`, {
        method: 'POST',
        body: new URLSearchParams({ role }),
        signal: signal ?? null,
      }),
  }
}

/** Somebody who is not signed in. */
export const anonymous = ({ origin }: Stack, path: string) =>
  fetch(origin + path, { redirect: 'manual' })

type Health = { behind: string[]; parts: { name: string; ok: boolean }[] }

/** What `/healthz` says of each part. */
export async function healthOf(stack: Stack): Promise<Health & { status: number }> {
  const answer = await anonymous(stack, '/healthz')
  return { status: answer.status, ...((await answer.json()) as Health) }
}

/** Round trips to the database that an answer waited for. */
export const tripsOf = (answer: Response) =>
  Number(/db;desc="(\d+)"/.exec(answer.headers.get('server-timing') ?? '')?.[1])
