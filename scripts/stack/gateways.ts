import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startAssetsServer } from './assets-server.ts'
import { type Identity, openKeyRing } from './identity.ts'
import { startKvService } from './kv-service.ts'
import { startMailbox } from './mailbox.ts'
import { startNeonGateway } from './neon-gateway.ts'
import { servedPart } from './parts.ts'
import type { Postgres } from './postgres.ts'
import { startQstashGateway } from './qstash-gateway.ts'
import type { RedisPart } from './redis.ts'
import { startSocialGateway } from './social-gateway.ts'
import { startUpstashGateway } from './upstash-gateway.ts'

type Options = {
  readonly dataDir: string
  readonly assets: string
  readonly identity: Identity
  readonly redis: RedisPart
  readonly retryScale?: number | undefined
}

export type Gateways = Awaited<ReturnType<typeof startGateways>>

/** Starts everything that speaks a vendor's protocol in this process. */
export async function startGateways({ dataDir, assets, identity, redis, retryScale }: Options) {
  const file = (name: string) => join(dataDir, name)
  mkdirSync(assets, { recursive: true })
  const keyRing = openKeyRing(dataDir)
  const { qstashToken, redisToken, resendKey, mailboxKey, socialToken } = identity
  const [neon, upstash, qstash, mailbox, social, kv, assetFiles] = await Promise.all([
    servedPart((port) => startNeonGateway(port)),
    servedPart((port) =>
      startUpstashGateway({ backend: redis.backend, token: redisToken, ...(port && { port }) }),
    ),
    servedPart((port) =>
      startQstashGateway({
        file: file('qstash.sqlite'),
        token: qstashToken,
        keyRing,
        retryScale,
        port,
      }),
    ),
    servedPart((port) =>
      startMailbox({ file: file('mails.jsonl'), apiKey: resendKey, readKey: mailboxKey, port }),
    ),
    servedPart((port) =>
      startSocialGateway({ file: file('posts.json'), token: socialToken, port }),
    ),
    servedPart((port) => startKvService({ dataDir: file('kv'), port })),
    servedPart((port) => startAssetsServer(assets, port)),
  ])
  return { neon, upstash, qstash, mailbox, social, kv, assets: assetFiles }
}

type Told = {
  readonly origin: string
  readonly gateways: Gateways
  readonly postgres: Postgres
  readonly identity: Identity
}

/** Everything that the Worker is told (workers/env.ts), pointing at the local parts. */
export function workerSettings({ origin, gateways, postgres, identity }: Told) {
  const { neon, upstash, qstash, mailbox, social } = gateways
  return {
    ORIGIN: origin,
    PAGE_CACHE_SECONDS: '60',
    DATABASE_URL: postgres.primary.url,
    REPLICA_URLS: postgres.replicas.map(({ url }) => url).join(' '),
    NEON_SQL_ENDPOINT: `${neon.url}/sql`,
    UPSTASH_REDIS_REST_URL: upstash.url,
    UPSTASH_REDIS_REST_TOKEN: identity.redisToken,
    QSTASH_URL: qstash.url,
    QSTASH_TOKEN: identity.qstashToken,
    QSTASH_CURRENT_SIGNING_KEY: identity.signingKey,
    QSTASH_NEXT_SIGNING_KEY: identity.nextSigningKey,
    SESSION_SECRET: identity.sessionSecret,
    RESEND_URL: mailbox.url,
    RESEND_API_KEY: identity.resendKey,
    MAIL_FROM: 'Hallway <hello@hallway.example>',
    MASTODON_URLS: social.url,
    X_URL: social.url,
    X_BEARER_TOKEN: identity.socialToken,
    X_MONTHLY_POSTS: '10000',
  }
}
