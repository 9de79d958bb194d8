import { type KnownSettings, knownNames } from '#scripts/ops/settings-file.ts'
import type { WorkerConfig } from '#scripts/ops/worker-config.ts'

const LISTS = new Set(['REPLICA_URLS', 'MASTODON_URLS'])

/**
 * Which services the site would talk to, `<setting>  <host>[/<database>]` in each line, so that whoever
 * deploys sees a foreign one. No user, password, query or other path: those may be secrets.
 */
export function addressLines(settings: KnownSettings, { vars }: WorkerConfig): string[] {
  return knownNames.flatMap((name) => {
    const value = String(vars[name] ?? settings[name] ?? '')
    // A password may hold a comma.
    const parts = LISTS.has(name) ? value.split(/[\s,]+/) : [value]
    const addresses = parts.filter((part) => part.includes('://'))
    return addresses.length > 0
      ? [`${name.padEnd(24)}${addresses.map(showAddress).join(', ')}`]
      : []
  })
}

function showAddress(address: string): string {
  if (!URL.canParse(address)) return 'no address'
  const { protocol, host, pathname } = new URL(address)
  return /^postgres(ql)?:$/.test(protocol) ? host + pathname : host
}
