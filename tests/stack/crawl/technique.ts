import type { Sent } from './client.ts'

type Header = readonly [string, string]

/** A way of asking for a page that hopes to leave behind something for whoever asks for it next. */
export type Technique = {
  readonly name: string
  /** What it makes of a plain request for a page by somebody who has this cookie, or none. */
  readonly apply: (plain: Sent, cookie: string, host: string) => Sent
}

export const withPath = (name: string, change: (path: string) => string): Technique => ({
  name,
  apply: (plain) => ({ ...plain, path: change(plain.path) }),
})

export const withHeaders = (...headers: readonly Header[]): Technique => ({
  name: headers.map(([name, value]) => `${name}: ${value.slice(0, 40)}`).join(', '),
  apply: (plain) => {
    const own = new Set(headers.map(([name]) => name.toLowerCase()))
    const others = plain.headers.filter(([name]) => !own.has(name) || name === 'cookie')
    return { ...plain, headers: [...others, ...headers] }
  },
})

/** In place of the cookie of who asks. */
export const withCookie = (
  name: string,
  change: (cookie: string) => readonly Header[],
): Technique => ({
  name,
  apply: (plain, cookie) => ({
    ...plain,
    headers: [
      ...plain.headers.filter(([header]) => header !== 'cookie'),
      ...change(cookie || '__Host-session=nobody'),
    ],
  }),
})

export const withMethod = (method: string, body?: string): Technique => ({
  name: `${method}${body ? ' with a body' : ''}`,
  apply: (plain) => ({ ...plain, method, ...(body !== undefined && { body }) }),
})

/** Bytes that no client would send, on a connection of their own. */
export const withBytes = (
  name: string,
  write: (at: { path: string; host: string; cookie: string }) => readonly string[],
): Technique => ({
  name,
  apply: (plain, cookie, host) => {
    const wire = write({ path: plain.path, host, cookie: cookie || 'a=b' }).join('\r\n')
    return { ...plain, wire }
  },
})
