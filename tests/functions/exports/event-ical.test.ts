import fc from 'fast-check'
import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { exportEvent } from '#functions/exports/export-event.ts'
import { exportIcal } from '#functions/exports/export-ical.ts'
import type { ExportedEvent } from '#functions/exports/exported-programme.ts'
import { berlin, exportedEvent, exportedSession } from '../../support/exported-programme.ts'

const ORIGIN = 'https://hallway.example:8443'
const hours = { startsAt: '2030-03-30 18:30:00', endsAt: '2030-03-31 00:30:00' }
const evening = { startsOn: '2030-03-30', endsOn: '2030-03-30' }
const linesOf = async (fields: Partial<ExportedEvent>, at: typeof hours | null = null) => {
  const text = await exportEvent({ event: { ...exportedEvent, ...fields }, hours: at }, ORIGIN)
  return text.replaceAll('\r\n ', '').split('\r\n')
}
const venue = {
  ...{ slug: 'dome', name: 'The Dome; east', address: '29 Ring,\nDock 5' },
  ...{ latitude: 52.5, longitude: 13.4, city: { slug: 'berlin', name: 'Berlin' } },
}

test('a conference is its whole days, the last of them too, with a name for ever', async () => {
  const lines = await linesOf({ tagline: 'All of it', description: '<p>Two <b>days</b></p>' })

  expect(lines).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Hallway//Schedule//EN',
    'BEGIN:VEVENT',
    'UID:event-01900000-0000-7000-8000-000000000000@hallway.example',
    'DTSTAMP:20290102T000000Z',
    'LAST-MODIFIED:20290102T000000Z',
    'SEQUENCE:86400',
    'DTSTART;VALUE=DATE:20300330',
    'DTEND;VALUE=DATE:20300402',
    'TRANSP:TRANSPARENT',
    'SUMMARY:Invented & <Conf>',
    'DESCRIPTION:All of it\\n\\nTwo days\\n\\nhttps://hallway.example:8443/2030/invented-conf/',
    'LOCATION:Berlin\\, Germany',
    'URL:https://hallway.example:8443/2030/invented-conf/',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

test('an evening is its hours, on its own clock, which comes along with its change', async () => {
  const lines = await linesOf(evening, hours)

  expect(lines).toContain('DTSTART;TZID=Europe/Berlin:20300330T183000')
  expect(lines).toContain('DTEND;TZID=Europe/Berlin:20300331T003000')
  expect(lines).toContain('TZID:Europe/Berlin')
  expect(lines.filter((line) => line.startsWith('TRANSP'))).toEqual([])
  const read = new ICAL.Component(ICAL.parse(lines.join('\r\n')))
  const zone = new ICAL.Timezone(read.getFirstSubcomponent('vtimezone') ?? undefined)
  const [entry] = read.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
  const start = entry?.startDate.convertToZone(ICAL.Timezone.utcTimezone)
  expect(zone.tzid).toBe('Europe/Berlin')
  expect(start?.toString()).toBe('2030-03-30T17:30:00Z')
})

test.each([
  ['of several days', {}, hours],
  ['of one day whose hours nobody knows', evening, null],
  ['whose programme is on another day', evening, { ...hours, startsAt: '2030-03-29 09:00:00' }],
  ['whose programme ends days later', evening, { ...hours, endsAt: '2030-04-05 10:00:00' }],
])('an event %s is whole days', async (_, fields, at) => {
  const lines = await linesOf(fields, at)
  expect(lines).toContain('DTSTART;VALUE=DATE:20300330')
  expect(lines).not.toContain('BEGIN:VTIMEZONE')
})

test.each([
  [{ venues: [venue] }, 'The Dome\\; east\\, 29 Ring\\, Dock 5\\, Berlin\\, Germany'],
  [
    { venues: [{ ...venue, address: '29 Ring, 10115 Berlin' }] },
    'The Dome\\; east\\, 29 Ring\\, 10115 Berlin\\, Germany',
  ],
  [
    {
      venues: [{ ...venue, name: 'CIC 1', address: 'CIC 1, Bernsteinsaal' }],
      place: { ...berlin, name: 'Bern' },
    },
    'CIC 1\\, CIC 1\\, Bernsteinsaal\\, Bern\\, Germany',
  ],
  [{ venues: [{ ...venue, name: 'CIC 1', address: 'CIC 1' }] }, 'CIC 1\\, Berlin\\, Germany'],
  [{ place: { ...berlin, region: 'Land Berlin' } }, 'Berlin\\, Land Berlin\\, Germany'],
  [{ attendanceMode: 'online' as const, venues: [venue] }, 'Online'],
])('where it is, whole: %#', async (fields, location) => {
  expect(await linesOf(fields)).toContain(`LOCATION:${location}`)
})

test('where nobody knows the place there is none', async () => {
  const lines = await linesOf({ place: null })
  expect(lines.filter((line) => /^(LOCATION|GEO)/.test(line))).toEqual([])
  expect(await linesOf({ venues: [venue] })).toContain('GEO:52.5;13.4')
})

test.each([
  ['cancelled', 'CANCELLED'],
  ['postponed', 'TENTATIVE'],
  ['tentative', 'TENTATIVE'],
  ['rescheduled', 'CONFIRMED'],
  ['moved_online', 'CONFIRMED'],
] as const)('%s is %s to a calendar', async (status, word) => {
  expect(await linesOf({ status })).toContain(`STATUS:${word}`)
  const event = { ...exportedEvent, status }
  const programme = await exportIcal({ event, rooms: [], sessions: [exportedSession] }, ORIGIN)
  expect(programme).toContain(`UID:session-`)
  expect(programme).toContain(`STATUS:${word}\r\n`)
})

test('days that nobody knows are no entry', async () => {
  const event = { ...exportedEvent, datePrecision: 'month' } as const
  const refused = {
    code: 'not_found',
    message: 'Only the month of Invented & <Conf> is known here, which no calendar can show',
  }
  await expect(exportEvent({ event, hours: null }, ORIGIN)).rejects.toMatchObject(refused)
  const programme = { event, rooms: [], sessions: [] }
  await expect(exportIcal(programme, ORIGIN)).rejects.toMatchObject(refused)
})

test('a programme without a time is not an empty calendar: the event itself is in it', async () => {
  for (const sessions of [[], [{ ...exportedSession, startsAt: null, endsAt: null }]]) {
    const text = await exportIcal({ event: exportedEvent, rooms: [], sessions }, ORIGIN)
    expect(text).toContain('UID:event-01900000-0000-7000-8000-000000000000@hallway.example')
    expect(text).toContain('X-WR-CALNAME:Invented & <Conf>')
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1)
  }
})

test('whatever people write, each line has 75 octets at most and no line is theirs', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ' ', 'ü', '漢', '🎉', '\n', '\r', ';', ',', '\\'),
  })
  await fc.assert(
    fc.asyncProperty(text, text, async (name, words) => {
      const written = `${words}BEGIN:VALARM${'🎉'.repeat(40)}`
      const event = {
        ...exportedEvent,
        ...{ name: name || 'x', tagline: written, description: `<p>${written}</p>` },
        venues: [{ ...venue, name: written, address: `${name}\r\n${written}` }],
      }
      const calendar = await exportEvent({ event, hours: null }, ORIGIN)
      for (const line of calendar.split('\r\n'))
        expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
      const whole = calendar.replaceAll('\r\n ', '')
      expect(whole.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u)
      expect(whole).not.toMatch(/^BEGIN:VALARM/m)
      expect(new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents('vevent')).toHaveLength(1)
    }),
  )
})
