import { errorText, redact } from './text/error-text.ts'

type Level = 'info' | 'warn' | 'error'
type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>

/**
 * One record as one line of JSON, with what was thrown as text under `error`. A string and not
 * an object: workerd prints an object over several lines, and Cloudflare's log shows an error inside
 * one as `{}`. The time is UTC. Never throws.
 */
export function lineOf(
  level: Level,
  message: string,
  fields: Fields,
  ...thrown: unknown[]
): string {
  const record: Record<string, unknown> = { time: new Date().toISOString(), level, message }
  for (const [name, value] of Object.entries(fields))
    record[name] = typeof value === 'string' ? redact(value) : value
  if (thrown.length > 0) record.error = errorText(thrown[0])
  return oneLine(JSON.stringify(record))
}

/** Cloudflare takes the level from the method. */
const write = (level: Level, ...record: [string, Fields, ...unknown[]]) =>
  console[level === 'info' ? 'log' : level](lineOf(level, ...record))

/** JSON leaves Unicode’s other line breaks as they are, at which some readers of a log begin a record. */
const oneLine = (json: string) =>
  json.replace(
    /[\u0085\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** The structured log: the only place that writes to the console. What was thrown comes last. */
export const log = {
  info: (message: string, fields: Fields = {}) => write('info', message, fields),
  warn: (message: string, fields: Fields = {}, ...thrown: [unknown?]) =>
    write('warn', message, fields, ...thrown),
  error: (message: string, fields: Fields = {}, ...thrown: [unknown?]) =>
    write('error', message, fields, ...thrown),
}
