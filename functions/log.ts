import { errorText, redact } from './error-text.ts'

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>

/**
 * Writes one record as one line of JSON, with what was thrown as text under `error`. A string and not
 * an object: workerd prints an object over several lines, and Cloudflare's log shows an error inside
 * one as `{}`. Never throws.
 */
function write(
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Fields,
  thrown: unknown[],
) {
  const record: Record<string, unknown> = { level, message }
  for (const [name, value] of Object.entries(fields))
    record[name] = typeof value === 'string' ? redact(value) : value
  if (thrown.length > 0) record.error = errorText(thrown[0])
  // Cloudflare takes the level from the method.
  console[level === 'info' ? 'log' : level](oneLine(JSON.stringify(record)))
}

/** JSON leaves Unicode’s other line breaks as they are, at which some readers of a log begin a record. */
const oneLine = (json: string) =>
  json.replace(
    /[\u0085\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** The log: the only place that writes to the console. What was thrown comes last. */
export const log = {
  info: (message: string, fields: Fields = {}) => write('info', message, fields, []),
  warn: (message: string, fields: Fields = {}, ...thrown: [unknown?]) =>
    write('warn', message, fields, thrown),
  error: (message: string, fields: Fields = {}, ...thrown: [unknown?]) =>
    write('error', message, fields, thrown),
}
