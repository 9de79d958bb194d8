import * as z from 'zod'

const url = z.url()
const list = z
  .string()
  .default('')
  .transform((value) => value.split(/[\s,]+/).filter(Boolean))

/** Once a day. */
export const DEFAULT_RECONCILE_EVERY_MINUTES = 1_440

/** Everything that the Worker is told from outside. `.dev.vars.example` lists the secrets among them. */
const settings = z.object({
  ORIGIN: url.transform((origin) => origin.replace(/\/$/, '')),
  /** How long an isolate keeps a page: 5 where Workers Cache stands behind it, 60 where nothing does. */
  PAGE_CACHE_SECONDS: z.coerce.number().int().min(1).max(60),
  /**
   * Where a visitor's address is taken from: `platform` (Cloudflare), the name of a header that a proxy
   * of ours sets, or `socket`. Headers that nobody named are believed nothing.
   */
  CLIENT_ADDRESS: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'platform, socket, or the name of a header')
    .default('socket'),

  DATABASE_URL: url,
  REPLICA_URLS: list,
  /** Only where SQL-over-HTTP is not at Neon's own address. */
  NEON_SQL_ENDPOINT: url.optional(),
  UPSTASH_REDIS_REST_URL: url,
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1),
  QSTASH_URL: url.default('https://qstash.upstash.io'),
  QSTASH_TOKEN: z.string().min(1),
  QSTASH_CURRENT_SIGNING_KEY: z.string().min(1),
  QSTASH_NEXT_SIGNING_KEY: z.string().min(1),

  SESSION_SECRET: z.string().min(32),
  RESEND_URL: url.default('https://api.resend.com'),
  RESEND_API_KEY: z.string().min(1),
  MAIL_FROM: z.string().min(3),
  /** Where operators are told of incidents: a chat's incoming webhook, and an address for mail. */
  ALERT_URL: url.optional(),
  ALERT_MAIL: z.email().optional(),
  GITHUB_CLIENT_ID: z.string().min(1).optional(),
  GITHUB_CLIENT_SECRET: z.string().min(1).optional(),

  MASTODON_URLS: list,
  X_URL: url.default('https://api.x.com'),
  X_BEARER_TOKEN: z.string().min(1).optional(),
  X_MONTHLY_POSTS: z.coerce.number().int().min(0).default(0),

  /** How far apart two comparisons of all derived sets are: what a lost message left wrong lasts no longer. */
  RECONCILE_EVERY_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(1440)
    .default(DEFAULT_RECONCILE_EVERY_MINUTES),
})

export type Bindings = Record<string, unknown> & {
  FLAGS: KVNamespace
  ASSETS: Fetcher
  /**
   * What user-given addresses are fetched through, where fetch itself could reach a private network:
   * bare workerd. On Cloudflare there is none to reach, and no such binding.
   */
  WEB?: Fetcher
  CF_VERSION_METADATA?: WorkerVersionMetadata
}
export type Settings = z.infer<typeof settings>

let parsed: Settings | undefined

/** The settings, checked once per isolate. A wrong one stops the Worker with its name, never its value. */
export function readSettings(env: Bindings): Settings {
  if (parsed) return parsed
  const result = settings.safeParse(env)
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`Hallway is not configured: ${wrong.join('; ')}`)
  }
  parsed = result.data
  return parsed
}

/** The names, for the check that every one is documented. */
export const settingNames = Object.keys(settings.shape)
