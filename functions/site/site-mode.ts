/** The KV key of the read-only switch. It is created at deploy: KV caches absence too. */
export const SITE_MODE_KEY = 'site:mode'

/** Read-only mode: whether the whole site is read-only, and what visitors and operators may know about it. */
export type SiteMode = {
  readonly readOnly: boolean
  readonly reason: string | null
  /** ISO 8601, as is `until`. */
  readonly since: string | null
  /** When it is expected to end, and ends by itself. */
  readonly until: string | null
  readonly by: string | null
}

/**
 * What KV keeps, as JSON, if it is a site mode; throws if it is something else. By hand: an isolate
 * reads it before its first answer, and zod would be most of its start (docs/decisions/0034).
 */
export function toSiteMode(value: unknown): SiteMode {
  const { readOnly, reason, since, until, by } = Object(value) as Record<keyof SiteMode, unknown>
  const isRight = typeof readOnly === 'boolean' && isText(reason) && isText(by)
  if (isRight && isInstant(since) && isInstant(until)) return { readOnly, reason, since, until, by }
  throw new Error('This is no site mode')
}

const isText = (value: unknown): value is string | null =>
  value === null || typeof value === 'string'
/** ISO 8601 with an offset: `Date.parse` would also take "12", and the site would open at once. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/
const isInstant = (value: unknown): value is string | null =>
  value === null ||
  (typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value)))

export const WRITABLE: SiteMode = {
  readOnly: false,
  reason: null,
  since: null,
  until: null,
  by: null,
}

/** True while the switch is on and its time is not over. */
export function isReadOnly({ readOnly, until }: SiteMode, now: Date): boolean {
  return readOnly && (until === null || now < new Date(until))
}

const DEFAULT_RETRY_S = 120

/** Seconds for `Retry-After`: until it ends, when that is known and less than an hour away. */
export function retryAfterS({ until }: SiteMode, now: Date): number {
  if (until === null) return DEFAULT_RETRY_S
  const seconds = Math.ceil((new Date(until).getTime() - now.getTime()) / 1000)
  return Math.min(Math.max(seconds, 1), 3600)
}
