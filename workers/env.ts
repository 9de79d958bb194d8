/** How a setting is read: from its text, where it was given. Throws what it must be. */
type Read<T> = (text: string | undefined) => T

/** By hand and not by zod, which takes twice as long to be evaluated as a whole hello-world to start (docs/decisions/0034). */
function must<T>(isRight: boolean, value: T, be: string): T {
  if (!isRight) throw new Error(`must be ${be}`)
  return value
}

const url = (text = '') => must(URL.canParse(text), text.trim(), 'an address')
const mailAddress = (text = '') => must(/^\S+@\S+\.\S+$/.test(text), text, 'a mail address')
const list = (text = '') => text.split(/[\s,]+/).filter(Boolean)
const atLeast =
  (length: number): Read<string> =>
  (text = '') =>
    must(text.length >= length, text, `given, with ${length} or more characters`)
const whole =
  (least: number, most: number): Read<number> =>
  (text = '') => {
    const number = Number(text)
    const isRight = Number.isInteger(number) && number >= least && number <= most
    return must(isRight, number, `a whole number from ${least} to ${most}`)
  }
const optional =
  <T>(read: Read<T>): Read<T | undefined> =>
  (text) =>
    text === undefined ? undefined : read(text)
const or =
  <T>(usual: string, read: Read<T>): Read<T> =>
  (text = usual) =>
    read(text)

/** Once a day. */
export const DEFAULT_RECONCILE_EVERY_MINUTES = 1_440

/** Everything that the Worker is told from outside. `.dev.vars.example` lists the secrets among them. */
const settings = {
  ORIGIN: (text) => url(text).replace(/\/$/, ''),
  /** How long an isolate keeps a page: 5 where Workers Cache stands behind it, 60 where nothing does. */
  PAGE_CACHE_SECONDS: whole(1, 60),
  /**
   * Where a visitor's address is taken from: `platform` (Cloudflare), the name of a header that a proxy
   * of ours sets, or `socket`. Headers that nobody named are believed nothing.
   */
  CLIENT_ADDRESS: (text = 'socket') =>
    must(/^[A-Za-z][A-Za-z0-9-]*$/.test(text), text, 'platform, socket, or the name of a header'),

  DATABASE_URL: url,
  REPLICA_URLS: list,
  /** Only where SQL-over-HTTP is not at Neon's own address. */
  NEON_SQL_ENDPOINT: optional(url),
  UPSTASH_REDIS_REST_URL: url,
  UPSTASH_REDIS_REST_TOKEN: atLeast(1),
  QSTASH_URL: or('https://qstash.upstash.io', url),
  QSTASH_TOKEN: atLeast(1),
  QSTASH_CURRENT_SIGNING_KEY: atLeast(1),
  QSTASH_NEXT_SIGNING_KEY: atLeast(1),

  SESSION_SECRET: atLeast(32),
  RESEND_URL: or('https://api.resend.com', url),
  RESEND_API_KEY: atLeast(1),
  MAIL_FROM: atLeast(3),
  /** Where operators are told of incidents: a chat's incoming webhook, and an address for mail. */
  ALERT_URL: optional(url),
  ALERT_MAIL: optional(mailAddress),
  GITHUB_CLIENT_ID: optional(atLeast(1)),
  GITHUB_CLIENT_SECRET: optional(atLeast(1)),

  MASTODON_URLS: list,
  X_URL: or('https://api.x.com', url),
  X_BEARER_TOKEN: optional(atLeast(1)),
  X_MONTHLY_POSTS: or('0', whole(0, Number.MAX_SAFE_INTEGER)),

  /** How far apart two comparisons of all derived sets are: what a lost message left wrong lasts no longer. */
  RECONCILE_EVERY_MINUTES: or(String(DEFAULT_RECONCILE_EVERY_MINUTES), whole(1, 1440)),
} satisfies Record<string, Read<unknown>>

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
type Rules = typeof settings
export type Settings = { readonly [Name in keyof Rules]: ReturnType<Rules[Name]> }

let known: Settings | undefined

/** The settings, checked once per isolate. A wrong one stops the Worker with its name, never its value. */
export function readSettings(env: Bindings): Settings {
  known ??= parseSettings(env)
  return known
}

/** Settings as they were given. Throws with the name of each that is wrong, and what it must be. */
export function parseSettings(env: Readonly<Record<string, unknown>>): Settings {
  const wrong: string[] = []
  const parsed = Object.entries<Read<unknown>>(settings).map(([name, read]) => {
    const given = env[name] ?? undefined
    try {
      return [name, read(given === undefined ? given : String(given))]
    } catch (error) {
      wrong.push(`${name} ${(error as Error).message}`)
      return [name]
    }
  })
  if (wrong.length > 0) throw new Error(`Hallway is not configured: ${wrong.join('; ')}`)
  return Object.fromEntries(parsed)
}

/** The names, for the check that every one is documented. */
export const settingNames = Object.keys(settings)
