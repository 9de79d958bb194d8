/** A property of a calendar component. Its name is in capitals, as are its parameters' names. */
export type Property = {
  readonly line: number
  readonly name: string
  readonly parameters: ReadonlyMap<string, string>
  /** As written: text in it is still escaped. */
  readonly value: string
}

const NAME = /^[A-Z0-9-]{1,64}$/i
const MAX_PARAMETERS = 20

/**
 * Takes a content line apart. Null for one that has no name or no value. Broken files are read as they
 * were meant: with a space behind the colon, with quotes that never end, with colons that nobody quoted.
 */
export function readContentLine(text: string, line: number): Property | null {
  const colon = valueColon(text)
  if (colon < 0) return null
  const [name = '', ...parameters] = splitOutsideQuotes(text.slice(0, colon), ';')
  if (!NAME.test(name.trim())) return null
  return {
    line,
    name: name.trim().toUpperCase(),
    parameters: readParameters(parameters.slice(0, MAX_PARAMETERS)),
    value: text.slice(colon + 1).trim(),
  }
}

/** `TZID=(GMT+01:00) Berlin:20240101T090000` has its value behind the last colon, as moments always have. */
const UNQUOTED = /:(?=[+-]?\d{8}(?:T\d{6}Z?)?\s*$)/i

function valueColon(text: string): number {
  if (/^(?:DT|EXDATE|RDATE|RECURRENCE)/i.test(text)) {
    const last = text.search(UNQUOTED)
    if (last >= 0) return last
  }
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted
    else if (text[at] === ':' && !isQuoted) return at
  }
  return text.indexOf(':')
}

function splitOutsideQuotes(text: string, by: string): string[] {
  const parts: string[] = []
  let [start, isQuoted] = [0, false]
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted
    else if (text[at] === by && !isQuoted) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}

function readParameters(parameters: readonly string[]): Map<string, string> {
  const pairs = parameters.map((parameter) => {
    const [name = '', ...value] = parameter.split('=')
    return [name.trim().toUpperCase(), value.join('=').trim().replace(/^"|"$/g, '')] as const
  })
  return new Map(pairs)
}

/** A value of type TEXT (RFC 5545, 3.3.11) as people wrote it. */
export function unescapeText(value: string): string {
  const text = value.replace(/\\([\\;,:"]|[nN])/g, (_, char: string) =>
    char.toLowerCase() === 'n' ? '\n' : char,
  )
  // Some programs escape twice, and then the breaks are still written out.
  return text.includes('\n') ? text : text.replace(/\\[nN]/g, '\n')
}

/** The texts of a list of them, such as CATEGORIES. */
export const unescapeList = (value: string): string[] =>
  value.split(/(?<!\\),/).map((text) => unescapeText(text).trim())
