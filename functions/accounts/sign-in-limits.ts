import { createHash } from 'node:crypto'
import type { Config } from '../deps.ts'
import { type RateLimit, rateLimit } from '../rate-limits.ts'

/** Who asks for a sign-in mail, and for which address. `network` is theirs as far as it can be known, else null. */
export type Asker = { readonly email: string; readonly network: string | null }

/**
 * What a sign-in mail counts towards. Each network has a few mails for an address, so that nobody uses
 * up what its owner may ask for; all of them together have more, which bounds the mails that one person
 * can be sent. Who has no known network shares one limit with all others who have none.
 */
export function signInLimits(config: Config, asker: Asker): RateLimit[] {
  const network = asker.network && networkOf(asker.network)
  const named = (kind: LimitKind, who: string) => hashedLimit(config, kind, who)
  const address = named('mail-address', asker.email)
  // The widest first, everywhere: two who wait for each other's rows would be a deadlock.
  return network
    ? [named('mail-network', network), named('mail-asker', `${network} ${asker.email}`), address]
    : [named('mail-everyone', ''), address]
}

type LimitKind = Parameters<typeof rateLimit>[0]

/** A limit of somebody whom the database is not to name: an address, a network. */
export const hashedLimit = (config: Config, kind: LimitKind, who: string): RateLimit =>
  rateLimit(kind, hash(`${config.sessionSecret}:${kind}:${who}`))

/** One network: an IPv4 address, or the /64 that an IPv6 address is in, since anybody has a whole one. */
export function networkOf(address: string): string {
  const text = address.trim().toLowerCase().slice(0, 45)
  if (!text.includes(':')) return text
  const [head = '', tail] = text.split('::')
  const groups = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : Math.max(8 - groups.length - after.length, 0)
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...after]
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 27)
