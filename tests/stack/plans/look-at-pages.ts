import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { declareComplete } from '#functions/sets/reconcile-sets.ts'
import { publicPages } from '#workers/public-pages.ts'
import { site } from '#workers/site.ts'
import { makeEdge, sessionCookie } from '../../support/edge.ts'
import { redis } from '../../support/redis.ts'
import {
  type Explained,
  type ExplainedPage,
  explainPage,
  explainQuery,
  pageCallOf,
} from './explain-query.ts'
import { findLandmarks, type Landmarks } from './landmarks.ts'
import { pagesByRoute } from './pages.ts'
import type { recordQueries } from './record-queries.ts'

export type PageSeen = {
  readonly path: string
  readonly signedIn: boolean
  readonly status: number
  /** Round trips to the database that the answer waited for. */
  readonly trips: number
  readonly explained: readonly (Explained | ExplainedPage)[]
  /** The names of the page functions that it called. */
  readonly called: readonly string[]
  readonly html: string
}

/** The patterns of all routes of both apps that answer a GET. */
export const getRoutes = (): string[] => {
  const routes = [...site.routes, ...publicPages.routes]
  const paths = routes.filter(({ method }) => method === 'GET').map(({ path }) => path)
  return [...new Set(paths)].sort()
}

type Recorder = Awaited<ReturnType<typeof recordQueries>>

/** Every page of the list, for a stranger and for somebody signed in, through the whole Worker. */
export async function openPages(recorder: Recorder) {
  const { client } = recorder
  const landmarks = await findLandmarks(client)
  const cookie = await signIn(client, landmarks)
  // As it is nearly always: lists then ask Redis for their counts, not Postgres a second time.
  await declareComplete({ redis, now: () => new Date() })
  const pagesOf = pagesByRoute(landmarks)
  const paths = Object.values(pagesOf).flat()
  const look = () => lookAt(paths, { recorder, cookie })
  return { look, covered: Object.keys(pagesOf).sort() }
}

async function lookAt(
  paths: readonly string[],
  { recorder, cookie }: { recorder: Recorder; cookie: string },
) {
  const { client } = recorder
  const edge = makeEdge()
  const pages: PageSeen[] = []
  for (const path of paths)
    for (const signedIn of [false, true]) {
      recorder.take()
      const answer = await edge.send(path, signedIn ? { headers: { cookie } } : {})
      const html = await answer.text()
      await edge.settle()
      const trips = Number(/\bdb;desc="?(\d+)/.exec(answer.headers.get('server-timing') ?? '')?.[1])
      const explained: Explained[] = []
      const called: string[] = []
      for (const query of recorder.take()) {
        const call = pageCallOf(query)
        if (call) {
          called.push(call.made.name)
          explained.push(...(await explainPage(client, call)))
        } else explained.push(await explainQuery(client, query))
      }
      pages.push({ path, signedIn, status: answer.status, trips, explained, called, html })
    }
  return pages
}

async function signIn(client: Client, { reader }: Landmarks): Promise<string> {
  const sessionId = randomUUID()
  await client.query(
    `insert into auth_sessions (id, account_id, expires_at) values ($1, $2, now() + interval '1 day')`,
    [sessionId, reader.accountId],
  )
  return await sessionCookie({ ...reader, sessionId })
}
