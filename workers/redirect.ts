import type { Context } from 'hono'
import type { Github } from '#functions/accounts/github.ts'

// Any origin will do: it is only there to see what a browser makes of a path.
const HERE = 'https://here.invalid'

/** What stands before the path proper, and could make browsers read the rest as a host. */
const LEADING = /^[\s\\/\p{Cc}]*/u

/**
 * The path within this site that a text names. What browsers would read as another host, such as
 * `//evil.example`, `/\evil.example` or `/.//evil.example`, is a path too: `/evil.example`.
 */
export function withinSite(text: string): string {
  const { pathname, search, hash } = new URL(text.replace(LEADING, '/'), HERE)
  return pathname.replace(/^\/+/, '/') + search + hash
}

/** Leads to another page of this site: 303 after a form or to sign in, 301 where a page has moved. */
export const redirect = (c: Context, path: string, status: 301 | 303) =>
  c.redirect(withinSite(path), status)

/** Leads to where GitHub asks whether somebody wants to sign in: the only address that is not ours. */
export const redirectToGithub = (
  c: Context,
  github: Github,
  secrets: Parameters<Github['authorizationUrl']>[0],
) => c.redirect(github.authorizationUrl(secrets).href, 303)
