import * as z from 'zod'

/** The KV key of the read-only switch. It is created at deploy: KV caches absence too. */
export const SITE_MODE_KEY = 'site:mode'

const instant = z.iso.datetime({ offset: true }).nullable()

/** Whether the whole site is read-only, and what visitors and operators may know about it. */
export const siteMode = z.object({
  readOnly: z.boolean(),
  reason: z.string().nullable(),
  since: instant,
  /** When it is expected to end, and ends by itself. */
  until: instant,
  by: z.string().nullable(),
})
export type SiteMode = z.infer<typeof siteMode>

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
