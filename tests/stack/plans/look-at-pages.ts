import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { declareComplete } from '#functions/sets/reconcile-sets.ts'
import { publicPages } from '#workers/public-pages.ts'
import { site } from '#workers/site.ts'
import { makeEdge, sessionCookie } from '../../support/edge.ts'
import { redis } from '../../support/redis.ts'
import { type Explained, explainQuery } from './explain-query.ts'
import { findLandmarks, type Landmarks } from './landmarks.ts'
import { pagesByRoute } from './pages.ts'
import type { recordQueries } from './record-queries.ts'

export type PageSeen = {
  readonly path: string
  readonly signedIn: boolean
  readonly status: number
  /** Round trips to the database that the answer waited for. */
  readonly trips: number
  readonly explained: readonly Explained[]
}

/** The patterns of all routes of both apps that answer a GET. */
export const getRoutes = (): string[] => {
  const routes = [...site.routes, ...publicPages.routes]
  const paths = routes.filter(({ method }) => method === 'GET').map(({ path }) => path)
  return [...new Set(paths)].sort()
}

/** Asks for every page of the list as a stranger and as somebody signed in, through the whole Worker. */
export async function lookAtPages(recorder: Awaited<ReturnType<typeof recordQueries>>) {
  const { client } = recorder
  const landmarks = await findLandmarks(client)
  const cookie = await signIn(client, landmarks)
  // As it is nearly always: lists then ask Redis for their counts, not Postgres a second time.
  await declareComplete({ redis, now: () => new Date() })
  const edge = makeEdge()
  const pages: PageSeen[] = []
  const pagesOf = pagesByRoute(landmarks)
  for (const path of Object.values(pagesOf).flat())
    for (const signedIn of [false, true]) {
      recorder.take()
      const answer = await edge.send(path, signedIn ? { headers: { cookie } } : {})
      await answer.text()
      await edge.settle()
      const trips = Number(/\bdb;desc="?(\d+)/.exec(answer.headers.get('server-timing') ?? '')?.[1])
      const explained: Explained[] = []
      for (const query of recorder.take()) explained.push(await explainQuery(client, query))
      pages.push({ path, signedIn, status: answer.status, trips, explained })
    }
  return { pages, covered: Object.keys(pagesOf).sort() }
}

async function signIn(client: Client, { reader }: Landmarks): Promise<string> {
  const sessionId = randomUUID()
  await client.query(
    `insert into auth_sessions (id, account_id, expires_at) values ($1, $2, now() + interval '1 day')`,
    [sessionId, reader.accountId],
  )
  return await sessionCookie({ ...reader, sessionId })
}
