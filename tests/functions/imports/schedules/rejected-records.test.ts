import { expect, test } from 'vitest'
import { parseCalendar } from '#functions/imports/calendar/parse-calendar.ts'
import type { ParseProgramme } from '#functions/imports/programme-record.ts'
import { parseFrabJson } from '#functions/imports/schedules/frab-json.ts'
import { parseFrabXml } from '#functions/imports/schedules/frab-xml.ts'
import { parsePretalxJson } from '#functions/imports/schedules/pretalx-json.ts'
import { readProgramme } from '#tests/support/read-programme.ts'

const xml = (...events: string[]) =>
  `<schedule><day date="2030-05-03"><room name="Hall">${events.join('')}</room></day></schedule>`
const json = (...events: unknown[]) =>
  JSON.stringify({
    schedule: { conference: { days: [{ date: '2030-05-03', rooms: { Hall: events } }] } },
  })
const talks = (day: string, talk: object) =>
  JSON.stringify({ schedule: { [day]: { 600: { 1: talk } } } })
const cancelled = `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:gone\r\nSUMMARY:Gone
STATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR`

test.each<[string, ParseProgramme, string, string[]]>([
  ['XML without a title', parseFrabXml, xml('<event guid="a" id="1"><title/></event>'), ['a']],
  ['XML with nothing to go by', parseFrabXml, xml('<event><title>A</title></event>'), []],
  ['JSON without a title', parseFrabJson, json({ guid: 'a' }), ['a']],
  ['JSON with no number', parseFrabJson, json({ guid: 'a', id: 'x', title: 'A' }), ['a']],
  ['JSON that is no event', parseFrabJson, json('a'), []],
  ['a talk of no day', parsePretalxJson, talks('2030-02-30', { code: 'A', title: 'A' }), ['A']],
  [
    'a talk of no day that was cancelled',
    parsePretalxJson,
    talks('2030-02-30', { code: 'A', title: 'A', state: 'canceled' }),
    [],
  ],
  ['a cancelled event', parseCalendar, cancelled, []],
])('%s is rejected, and named only where it is still held', async (_, parse, text, names) => {
  const { sessions, rejected, rejectedIds } = await readProgramme(parse, text)

  expect(sessions).toEqual([])
  expect(rejected).toHaveLength(1)
  expect(rejectedIds).toEqual(names)
})

test('one of several of one id that lost its title changes the names of no other', async () => {
  const at = (start: string, title: string) =>
    `<event guid="w"><start>${start}</start><duration>01:00</duration><title>${title}</title></event>`
  const whole = await readProgramme(
    parseFrabXml,
    xml(at('10:00', 'W'), at('12:00', 'W'), at('14:00', 'W')),
  )
  const broken = await readProgramme(
    parseFrabXml,
    xml(at('10:00', 'W'), at('12:00', ''), at('14:00', 'W')),
  )

  const names = whole.sessions.map(({ externalId }) => externalId)
  expect(names).toEqual(['w', 'w#2', 'w#3'])
  expect(broken.sessions.map(({ externalId }) => externalId)).toEqual(['w', 'w#3'])
  expect(broken.rejectedIds).toEqual(['w#2'])
})
