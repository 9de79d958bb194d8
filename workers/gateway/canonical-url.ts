import { personalAreas } from '#functions/paths.ts'
/** The query parameters that a page knows: whether it takes one value of each, or several. */
export type KnownParams = ReadonlyMap<string, 'one' | 'several'>

/**
 * The canonical URL: the one path and query under which a page is cached: parameters that it knows, not empty, each once,
 * or each value once where it takes several, sorted. Anything else, such as `utm_source`, cannot make another page. Idempotent.
 */
export function canonicalPath(
  { pathname, search }: Pick<URL, 'pathname' | 'search'>,
  knownParams: (path: string) => KnownParams,
): string {
  // An address that is about to be redirected keeps what the page it leads to knows.
  const params = knownParams(canonicalRedirect(pathname) ?? pathname)
  const kept = valuesOf(params, new URLSearchParams(search))
  if (kept.length === 0) return pathname
  const query = new URLSearchParams(kept)
  query.sort()
  return `${pathname}?${query}`
}

/**
 * Of each parameter its first value; of one that takes several all of them, sorted, so that their order makes no other
 * page. A form sends what is left open as empty text, which counts as not given.
 */
export const valuesOf = (params: KnownParams, query: URLSearchParams): [string, string][] =>
  [...params].flatMap(([name, takes]) => {
    const given = query.getAll(name).filter((one) => one !== '')
    const kept = takes === 'several' ? [...new Set(given)].sort() : given.slice(0, 1)
    return kept.map((value): [string, string] => [name, value])
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
