import type { ParseProgramme } from '../programme-record.ts'
import { parseEuropythonXml } from './europython-xml.ts'
import { parseFrabJson } from './frab-json.ts'
import { parseFrabXml } from './frab-xml.ts'
import { parsePretalxJson } from './pretalx-json.ts'

/** How much of a file its format is told by. */
export const DETECT_BYTES = 4_096

/** The formats that programmes come in. */
export type ProgrammeFormat = 'frab-xml' | 'frab-json' | 'pretalx-json' | 'europython-xml' | 'ical'

/**
 * Tells the format of a programme by its first {@link DETECT_BYTES}, and by its name where they say
 * nothing; null for what is none that we read.
 */
export function detectFormat(start: Uint8Array, name: string): ProgrammeFormat | null {
  const text = new TextDecoder().decode(start.subarray(0, DETECT_BYTES)).trimStart()
  if (/^BEGIN:VCALENDAR/i.test(text)) return 'ical'
  if (text.startsWith('<')) return xmlFormat(text)
  if (text.startsWith('{')) return jsonFormat(text)
  return /\.(?:ics|ical|ifb)$/i.test(name) ? 'ical' : null
}

function xmlFormat(text: string): ProgrammeFormat | null {
  if (!/<schedule[\s>]/.test(text)) return null
  return /<entry[\s>]/.test(text) && !/<conference[\s>]/.test(text) ? 'europython-xml' : 'frab-xml'
}

function jsonFormat(text: string): ProgrammeFormat | null {
  // pretalx's talks stand by their day where others have names.
  if (/"schedule"\s*:\s*\{\s*"\d{4}-\d\d-\d\d"/.test(text)) return 'pretalx-json'
  return /"schedule"\s*:/.test(text) ? 'frab-json' : null
}

/** The parser of a format. That of calendars is only loaded when there is one to read. */
export async function parserOf(format: ProgrammeFormat): Promise<ParseProgramme> {
  switch (format) {
    case 'frab-xml':
      return parseFrabXml
    case 'frab-json':
      return parseFrabJson
    case 'pretalx-json':
      return parsePretalxJson
    case 'europython-xml':
      return parseEuropythonXml
    case 'ical':
      return (await import('../calendar/parse-calendar.ts')).parseCalendar
  }
}
