import { inspect } from 'node:util'

/** A statement may be pages long; a log that is cut by the platform is worse than a short one. */
const MAX_MESSAGE_CHARS = 1_000
const MAX_STACK_FRAMES = 20
const MAX_CAUSES = 5

/** Takes out what must not be logged, by where drivers and libraries put it. */
const secrets: readonly (readonly [RegExp, string])[] = [
  // drizzle ends the message of a failed query with the values of its parameters.
  [/\nparams: [\s\S]*/, ''],
  // @upstash/redis ends its messages with the whole command.
  [/, command was: [\s\S]*/, ''],
  // Connection strings hold a password; query strings what people searched for, and tokens.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1[secret]@'],
  [/(\bhttps?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/gi, '$1?[query]'],
  // A sign-in link's path, wherever it came from: our own records name routes.
  [/(\/sign-in\/)[\w-]{20,}/g, '$1[secret]'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b/gi, '[address]'],
]

/** Patterns like these go back over a text for each of its words. */
const MAX_REDACTED_CHARS = 8_000

/** The text without e-mail addresses, credentials and the values of parameters, cut where it is very long. */
export const redact = (text: string) =>
  secrets.reduce(
    (clean, [pattern, instead]) => clean.replace(pattern, instead),
    text.slice(0, MAX_REDACTED_CHARS),
  )

/**
 * Whatever was thrown, as text: name, code, message and stack of an error and of what caused it,
 * without what must not be logged. Never throws, never empty.
 */
export function errorText(thrown: unknown, above: readonly unknown[] = []): string {
  try {
    const text = thrown instanceof Error ? describe(thrown, above) : shorten(redact(show(thrown)))
    return text || 'an empty text was thrown'
  } catch {
    return 'something was thrown that cannot be shown'
  }
}

const show = (value: unknown) => (typeof value === 'string' ? value : inspect(value, { depth: 1 }))

function describe(error: Error, above: readonly unknown[]): string {
  const { name, message, stack } = error
  const code = 'code' in error && typeof error.code === 'string' ? ` [${error.code}]` : ''
  const title = `${name}${code}: ${shorten(redact(message))}`
  const causes = above.length < MAX_CAUSES ? causesOf(error, above) : []
  return [
    [title, ...framesOf(message, stack)].join('\n'),
    ...causes.map((cause) => errorText(cause, [...above, error])),
  ].join('\ncaused by ')
}

/** `sourceError` is where the Neon driver keeps what fetch threw. */
function causesOf(error: Error, above: readonly unknown[]): unknown[] {
  const { cause, sourceError, errors } = error as Error & {
    sourceError?: unknown
    errors?: unknown
  }
  return [cause, sourceError, ...(Array.isArray(errors) ? errors.slice(0, MAX_CAUSES) : [])].filter(
    (one) => one !== undefined && one !== null && one !== error && !above.includes(one),
  )
}

/** The message stands in the stack as well, as it was before it was redacted. */
function framesOf(message: string, stack: unknown): string[] {
  if (typeof stack !== 'string') return []
  const frames = stack.replace(message, () => '').match(/^ +at .*$/gm) ?? []
  return frames.slice(0, MAX_STACK_FRAMES).map(redact)
}

const shorten = (text: string) =>
  text.length > MAX_MESSAGE_CHARS ? `${text.slice(0, MAX_MESSAGE_CHARS)}…` : text
