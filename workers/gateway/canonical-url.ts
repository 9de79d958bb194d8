import { personalAreas } from '#functions/paths.ts'

/**
 * The canonical URL: the one path and query under which a page is cached: parameters that it knows, each once, not empty,
 * sorted. Anything else, such as `utm_source`, cannot make another page. Idempotent.
 */
export function canonicalPath(
  { pathname, search }: Pick<URL, 'pathname' | 'search'>,
  knownParams: (path: string) => ReadonlySet<string>,
): string {
  // An address that is about to be redirected keeps what the page it leads to knows.
  const params = knownParams(canonicalRedirect(pathname) ?? pathname)
  const kept = valuesOf(params, new URLSearchParams(search))
  if (kept.length === 0) return pathname
  const sorted = kept.sort(([a], [b]) => (a < b ? -1 : 1))
  return `${pathname}?${new URLSearchParams(sorted)}`
}

/** Of each parameter its first value. A form sends what is left open as empty text, which counts as not given. */
export const valuesOf = (names: Iterable<string>, query: URLSearchParams): [string, string][] =>
  [...names].flatMap((name) => {
    const value = query.getAll(name).find((one) => one !== '')
    return value === undefined ? [] : [[name, value]]
  })

/** `%61` is `a`, and `%c3` is `%C3` (RFC 3986, 6.2.2): a page has one address, not as many as it has spellings. */
export const unescapedPath = (path: string) =>
  path.includes('%')
    ? path.replaceAll(/%[0-9a-f]{2}/gi, (code) => {
        const char = String.fromCharCode(Number.parseInt(code.slice(1), 16))
        return /[\w.~-]/.test(char) ? char : code.toUpperCase()
      })
    : path

/**
 * Where a page lives, if not here: in lower case, and with a slash at its end, unless it is a file.
 * Null when it is already there. Never another host: `//evil.example` stays a path.
 */
export function canonicalRedirect(path: string): string | null {
  const [pathname = '', query] = path.split('?', 2)
  const last = pathname.slice(pathname.lastIndexOf('/') + 1)
  const isFile = last.includes('.') || last === 'healthz'
  const home = lowerCase(pathname) + (last === '' || isFile ? '' : '/')
  if (home === pathname) return null
  return `${home.replace(/^\/+/, '/')}${query === undefined ? '' : `?${query}`}`
}

/** Escapes stay as `unescapedPath` spells them. The secret of a sign-in link is in both cases. */
const lowerCase = (path: string) =>
  path.startsWith(personalAreas.signIn)
    ? path
    : path.replaceAll(/%..|[A-Z]+/g, (part) => (part.startsWith('%') ? part : part.toLowerCase()))
