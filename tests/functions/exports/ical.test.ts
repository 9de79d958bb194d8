import fc from 'fast-check'
import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { exportIcal } from '#functions/exports/export-ical.ts'
import type { ExportedSession } from '#functions/exports/exported-programme.ts'
import { observancesIn } from '#functions/exports/vtimezone.ts'
import {
  anyProgramme,
  berlin,
  exportedEvent,
  exportedSession,
} from '../../support/exported-programme.ts'

const ORIGIN = 'https://hallway.example'
const exportOne = (fields: Partial<ExportedSession>) =>
  exportIcal(
    { event: exportedEvent, rooms: [], sessions: [{ ...exportedSession, ...fields }] },
    ORIGIN,
  )
const venue = {
  ...{ slug: 'dome', name: 'The Dome', address: null, latitude: null, longitude: null },
  city: { slug: berlin.slug, name: berlin.name },
}
const unfolded = (calendar: string) => calendar.replaceAll('\r\n ', '').split('\r\n')

test('D10: a session has one UID for ever, and a sequence that grows', async () => {
  const before = unfolded(await exportOne({}))
  const after = unfolded(
    await exportOne({ title: 'Moved', updatedAt: new Date('2029-01-03T00:00:00Z') }),
  )

  const uid = 'UID:session-01900000-0000-7000-8000-000000000001@hallway.example'
  expect(before).toContain(uid)
  expect(after).toContain(uid)
  expect(before).toContain('SEQUENCE:86400')
  expect(after).toContain('SEQUENCE:172800')
  expect(after).toContain('LAST-MODIFIED:20290103T000000Z')
})

test('D1: times are in the IANA zone, which comes along with its change of clocks', async () => {
  const calendar = unfolded(await exportOne({ endsAt: '2030-03-31 12:00:00' }))

  expect(calendar).toContain('DTSTART;TZID=Europe/Berlin:20300330T100000')
  expect(calendar).toContain('DTEND;TZID=Europe/Berlin:20300331T120000')
  expect(calendar.join('\n')).toContain(
    [
      ...['BEGIN:VTIMEZONE', 'TZID:Europe/Berlin', 'BEGIN:STANDARD', 'DTSTART:20291028T030000'],
      ...['TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'END:STANDARD', 'BEGIN:DAYLIGHT'],
      ...['DTSTART:20300331T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'END:DAYLIGHT'],
    ].join('\n'),
  )
})

test('D9: GEO is latitude, then longitude', async () => {
  const event = { ...exportedEvent, venues: [{ ...venue, latitude: 52.4984, longitude: 13.4267 }] }
  const sessions = [exportedSession]
  const text = await exportIcal({ event, rooms: [], sessions }, 'https://hallway.example')
  expect(text).toContain('\r\nGEO:52.4984;13.4267\r\n')
  const nowhere = { ...event, venues: [venue] }
  const other = await exportIcal({ event: nowhere, rooms: [], sessions }, 'https://hallway.example')
  expect(other).not.toContain('GEO')
})

test('a zone that keeps its clocks has one observance', () => {
  const from = new Date('2030-03-30T00:00:00Z')

  expect(observancesIn('Asia/Kolkata', from, from)).toEqual([
    { onset: '1970-01-01 00:00:00', fromMinutes: 330, toMinutes: 330, isDaylight: false },
  ])
})

test('what is withdrawn is cancelled, what ends as it starts has no end', async () => {
  const calendar = unfolded(
    await exportOne({ isWithdrawn: true, endsAt: '2030-03-30 10:00:00', title: 'a\u0000b\r\nc' }),
  )

  expect(calendar).toContain('STATUS:CANCELLED')
  expect(calendar).toContain('SUMMARY:a b c')
  expect(calendar.filter((line) => line.startsWith('DTEND'))).toEqual([])
})

test('no text of a stranger begins a line, whatever counts as one', async () => {
  const breaks = ['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'].map(
    (character) => `a${character}BEGIN:VALARM`,
  )
  for (const text of breaks) {
    const calendar = await exportIcal(
      {
        event: { ...exportedEvent, name: text, place: { ...berlin, name: text } },
        rooms: [text],
        sessions: [
          {
            ...exportedSession,
            ...{
              title: text,
              room: text,
              track: text,
              abstract: `<p>${text}</p><pre>${text}</pre>`,
            },
            credits: [{ name: text, role: 'speaker', personId: null }],
          },
        ],
      },
      ORIGIN,
    )
    const lines = calendar.replaceAll('\r\n ', '').split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    expect(lines.filter((line) => line.startsWith('BEGIN:VALARM'))).toEqual([])
    expect(calendar.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
  }
})

test('whatever people write, it is a calendar that says the same', async () => {
  await fc.assert(
    fc.asyncProperty(anyProgramme, async (programme) => {
      const calendar = await exportIcal(programme, ORIGIN)
      expect(calendar.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u)
      const events = new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents('vevent')
      const titles = programme.sessions.map(({ title }) => title)
      expect(events.map((event) => event.getFirstPropertyValue('summary'))).toEqual(
        titles.length > 0 ? titles : [programme.event.name],
      )
      for (const line of calendar.split('\r\n'))
        expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    }),
  )
})

test('of a session that is said to last for centuries the clocks of a year come along', async () => {
  const lines = unfolded(await exportOne({ endsAt: '9999-12-31 23:59:00' }))
  expect(lines).toContain('DTEND;TZID=Europe/Berlin:99991231T235900')
  const onsets = lines
    .slice(0, lines.indexOf('END:VTIMEZONE'))
    .filter((line) => /^DTSTART/.test(line))
  expect(onsets.length).toBeLessThan(5)
})
