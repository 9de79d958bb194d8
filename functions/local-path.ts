const LENGTH_LIMIT = 500
// Any origin will do: it is only there to see whether a path leaves it.
const HERE = 'https://here.invalid'

/**
 * The path (and query) within this site that a form or an address asked to go on to, or null for
 * anything else: there is no open redirect. What browsers would read as another host (`//evil.example`, `/\evil.example`,
 * `/.//evil.example`, `javascript:…`) is something else.
 */
export function localPath(text: string | null | undefined): string | null {
  if (!text?.startsWith('/') || text.length > LENGTH_LIMIT || !URL.canParse(text, HERE)) return null
  const { origin, pathname, search } = new URL(text, HERE)
  if (origin !== HERE || pathname.startsWith('//')) return null
  return pathname + search
}
