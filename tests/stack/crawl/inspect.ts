import { decodeSession } from '#workers/middleware/session-cookie.ts'
import type { Sent } from './client.ts'
import { type Answer, headerOf } from './exchange.ts'
import type { Reader } from './reader.ts'

/** Something that stands in nobody's page but its owner's. */
export type Secret = {
  readonly what: string
  readonly text: string
  /** The reader's name; null for what nobody may see. */
  readonly owner: string | null
  /** Addresses where everybody may. */
  readonly open?: RegExp
}

export type Seen = { readonly reader: Reader; readonly sent: Sent; readonly answer: Answer }

const FACE = />([^<]+)<\/span> You</
const ROLE = /class="press (attending|tracking) on" data-key="([^" ]+) /g
const PICK = /id="track-([a-z0-9-]+)" type="submit" class="press track tracking on"/g
/** Words and forms that are for the signed-in only. */
const PERSONAL = /class="was |You are (?:attending|tracking)|action="\/sign-out\/|>Hello, </
const TRACE = /\n\s+at .+:\d+:\d+|node_modules|\.tsx?:\d+/
/** Where an answer may lead: a path here, our own origin, or GitHub's own page. */
const LOCAL = /^(?:\/(?![/\\])|#)/
const GITHUB = 'https://github.com/login/oauth/authorize?'
const FROM_CACHE = new Set(['hit', 'miss', 'stale'])

/** What is wrong with an answer, whoever asked for it in whatever way. */
export function inspect(seen: Seen, secrets: readonly Secret[], origin: string): string[] {
  const { answer } = seen
  const { status, body } = answer
  const location = headerOf(answer, 'location')
  const leads = location === null || LOCAL.test(location) || location.startsWith(GITHUB)
  return [
    ...(status >= 500 && !isUnknownMethod(answer) ? [`answered ${status}`] : []),
    ...(TRACE.test(body) ? ['tells where the code failed'] : []),
    ...(leads || `${location}/`.startsWith(`${origin}/`) ? [] : [`leads to ${location}`]),
    ...leaked(seen, secrets),
    ...marked(seen),
    ...kept(seen),
  ]
}

/** workerd’s own answer to a method that is none of HTTP’s (RFC 9110, 9.1): the site never sees it. */
const isUnknownMethod = (answer: Answer) =>
  answer.status === 501 && headerOf(answer, 'x-request-id') === null

function leaked({ reader, sent, answer }: Seen, secrets: readonly Secret[]): string[] {
  const answered = [answer.body, ...answer.headers.map(([, value]) => value)].join('\n')
  return secrets
    .filter(({ text, owner }) => owner !== reader.name && answered.includes(text))
    .filter(({ open }) => !open?.test(pathOf(sent)))
    .map(({ what, owner }) => `shows ${what} of ${owner ?? 'nobody'}`)
}

/** The path as the site reads it, whichever letters are escaped and however it goes up and down. */
function pathOf({ path }: Sent): string {
  const { pathname } = URL.parse(path, 'http://site.test') ?? { pathname: path }
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

/** Whose page it is, by its header, its buttons and its cookie. */
function marked({ reader, answer }: Seen): string[] {
  const { body } = answer
  const isShared = FROM_CACHE.has(headerOf(answer, 'x-cache') ?? '')
  const wrong: string[] = []
  const face = FACE.exec(body)?.[1] ?? null
  if (face !== null && (isShared || face !== reader.initial)) wrong.push(`is ${face}’s page`)
  if ((isShared || !reader.accountId) && PERSONAL.test(body)) wrong.push('is a member’s page')
  const { marks } = reader
  for (const [, role = '', event = ''] of body.matchAll(ROLE))
    if (isShared || (marks && marks.roles.get(event) !== role)) wrong.push(`is ${role} ${event}`)
  for (const [, slug = ''] of body.matchAll(PICK))
    if (isShared || (marks && !marks.picks.has(slug))) wrong.push(`tracks ${slug}`)
  for (const [name, line] of answer.headers) {
    const session =
      name === 'set-cookie' ? /^__Host-session=([\w-]{75})/.exec(line)?.[1] : undefined
    const whose = session && decodeSession(session)?.accountId
    if (whose && whose !== reader.accountId) wrong.push('signs in as somebody else')
  }
  return wrong
}

/** What others may keep of it. */
function kept({ reader, sent, answer }: Seen): string[] {
  const cache = headerOf(answer, 'x-cache')
  if (cache === null) return []
  const isShared = FROM_CACHE.has(cache)
  const setsCookie = headerOf(answer, 'set-cookie') !== null
  const control = headerOf(answer, 'cache-control') ?? ''
  // Also one that its reader has already, which comes without its type.
  const isPicture = pathOf(sent).startsWith('/pictures/')
  const isClosed = /\b(?:private|no-store)\b/.test(control)
  return [
    ...(isShared && setsCookie ? ['is kept with a cookie'] : []),
    ...(isClosed || isPicture ? [] : [`may be kept by anybody: ${control || 'nothing said'}`]),
    ...(isShared && reader.accountId && !isPicture && isPlain(sent)
      ? ['was not made for who asked']
      : []),
  ]
}

/** Whether somebody signed in asks as browsers do: with their session, in the one header for cookies. */
function isPlain({ headers, wire }: Sent): boolean {
  const cookies = headers.filter(([name]) => name === 'cookie')
  return (
    wire === undefined && cookies.length === 1 && /^__Host-session=[^;]/.test(cookies[0]?.[1] ?? '')
  )
}
