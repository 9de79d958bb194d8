import { createDatabase, createRoutedDatabase } from '#db/client.ts'
import { createRedis, JOB_TIMEOUT_MS, type Redis } from '#db/redis.ts'
import { noteOutcome, replicaName } from '#db/replicas.ts'
import { RetryBudget } from '#db/retry-budget.ts'
import type { Outcome, Route, Server } from '#db/route.ts'
import { createGithub } from '#functions/accounts/github.ts'
import type { Deps } from '#functions/deps.ts'
import { log } from '#functions/log.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import { paths } from '#functions/paths.ts'
import { createPostSources } from '#functions/posts/sources.ts'
import { createFetchPublic } from '#functions/web/fetch-public.ts'
import { createPublisher } from '#queues/publisher.ts'
import type { Settings } from './env.ts'
import { createMailer } from './mail.ts'
import type { RequestScope } from './request-scope.ts'

type Options = {
  settings: Settings
  scope: RequestScope
  /** Where reads go; the primary when it is left out. */
  readFrom?: Pick<Route, 'servers' | 'session' | 'merges'>
  purge: Deps['purge']
  /** What reaches public addresses only; where there is none, fetch does no more than that either. */
  web: Fetcher | undefined
  /** For a job or a cron: nobody waits, so it may wait longer itself. */
  background?: boolean
}

const clients: { page?: Redis; job?: Redis } = {}
const retries = new RetryBudget()

function redisFor(client: keyof typeof clients, settings: Settings): Redis {
  clients[client] ??= createRedis({
    url: settings.UPSTASH_REDIS_REST_URL,
    token: settings.UPSTASH_REDIS_REST_TOKEN,
    ...(client === 'job' && { timeoutMs: JOB_TIMEOUT_MS }),
  })
  return clients[client]
}

/** The real Deps of one request. Databases are made anew (they hold no connection); Redis is not. */
export function makeDeps(options: Options): Deps {
  const { settings, scope, readFrom, purge, web, background = false } = options
  const { trips } = scope
  const write = createDatabase({ url: settings.DATABASE_URL, trips })
  return {
    read: readFrom ? createRoutedDatabase({ ...readFrom, trips, retries, onOutcome }) : write,
    write,
    commit: createCommit(write, ({ xid, messages }) => {
      scope.lastWrite = xid
      scope.messages.push(...messages)
    }),
    redis: redisFor(background ? 'job' : 'page', settings),
    // Made where they are asked for: hardly any request does.
    get publish() {
      return createPublisher({
        url: settings.QSTASH_URL,
        token: settings.QSTASH_TOKEN,
        origin: settings.ORIGIN,
      })
    },
    get mail() {
      return createMailer(settings)
    },
    get github() {
      return githubFrom(settings)
    },
    get postSources() {
      return createPostSources(settings, fetch)
    },
    get fetchPublic() {
      return createFetchPublic({
        fetch: (url, init) => (web ? web.fetch(url, init) : fetch(url, init)),
        userAgent: `Hallway (+${settings.ORIGIN})`,
      })
    },
    purge,
    config: {
      origin: settings.ORIGIN,
      sessionSecret: settings.SESSION_SECRET,
      xMonthlyPosts: settings.X_MONTHLY_POSTS,
      reconcileEveryMinutes: settings.RECONCILE_EVERY_MINUTES,
    },
    now: () => new Date(),
  }
}

function onOutcome({ url, role }: Server, outcome: Outcome) {
  if (noteOutcome(url, outcome, Date.now()))
    log.warn(`a ${role} does not answer`, { server: replicaName(url), outcome })
}

function githubFrom({
  ORIGIN,
  GITHUB_CLIENT_ID: clientId,
  GITHUB_CLIENT_SECRET: clientSecret,
}: Settings) {
  if (!clientId || !clientSecret) return null
  return createGithub({
    clientId,
    clientSecret,
    redirectUrl: ORIGIN + paths.signInGithubCallback(),
  })
}
