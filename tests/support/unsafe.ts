type Answer = { readonly headers: { get(name: string): string | null } }

/** What an answer ought to tell every browser, and does not: each thing once, and HSTS over HTTPS only. */
export function unsafe({ headers }: Answer, origin: string): string[] {
  const https = origin.startsWith('https:')
  const wanted = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'strict-transport-security': https ? 'max-age=31536000; includeSubDomains' : null,
  }
  return Object.entries(wanted)
    .filter(([name, value]) => headers.get(name) !== value)
    .map(([name]) => `${name}: ${headers.get(name)}`)
}
