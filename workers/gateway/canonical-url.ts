const MAX_VALUE_LENGTH = 200

/**
 * The one path and query under which a page is cached: parameters that it knows, each once, not empty,
 * sorted. Anything else, such as `utm_source`, cannot make another page. Idempotent.
 */
export function canonicalPath(
  { pathname, search }: Pick<URL, 'pathname' | 'search'>,
  knownParams: (path: string) => ReadonlySet<string>,
): string {
  if (search === '') return pathname
  // An address that is about to be redirected keeps what the page it leads to knows.
  const params = knownParams(slashRedirect(pathname) ?? pathname)
  if (params.size === 0) return pathname
  const kept = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(search)) {
    const known = params.has(name) && !kept.has(name)
    if (known && value !== '' && value.length <= MAX_VALUE_LENGTH) kept.set(name, value)
  }
  if (kept.size === 0) return pathname
  const sorted = [...kept].sort(([a], [b]) => (a < b ? -1 : 1))
  return `${pathname}?${new URLSearchParams(sorted)}`
}

/**
 * Where a page lives, if not here: with a slash at its end, unless it is a file. Null when it is
 * already there. Never another host: `//evil.example` stays a path.
 */
export function slashRedirect(path: string): string | null {
  const [pathname = '', query] = path.split('?', 2)
  const last = pathname.slice(pathname.lastIndexOf('/') + 1)
  if (last === '' || last.includes('.') || last === 'healthz') return null
  return `${pathname.replace(/^\/+/, '/')}/${query === undefined ? '' : `?${query}`}`
}
