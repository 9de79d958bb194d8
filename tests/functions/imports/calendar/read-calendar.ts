import { parseCalendar } from '#functions/imports/calendar/parse-calendar.ts'
import type { ProgrammeEvent, ProgrammeSession } from '#functions/imports/programme-record.ts'

/** Reads a calendar to its end; remarks as `kind line: reason`. */
export async function parse(content: string | Uint8Array, zone: string | null = null) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  async function* chunks() {
    // Chunks part lines and letters wherever they like.
    for (let at = 0; at < bytes.length; at += 977) yield bytes.subarray(at, at + 977)
  }
  const sessions: ProgrammeSession[] = []
  const remarks: string[] = []
  let event: ProgrammeEvent | null = null
  for await (const record of parseCalendar(chunks(), { file: 'a.ics', zone })) {
    if (record.type === 'event') event = record.event
    else if (record.type === 'session') sessions.push(record.session)
    else remarks.push(`${record.type} ${record.remark.line}: ${record.remark.reason}`)
  }
  return { event, sessions, remarks }
}

export const vevent = (fields: string) =>
  `BEGIN:VEVENT\r\n${fields.trim().replaceAll('\n', '\r\n')}\r\nEND:VEVENT\r\n`
export const calendar = (...events: string[]) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`
