import { expect, test } from 'vitest'
import { detectFormat, parserOf } from '#functions/imports/schedules/detect.ts'
import { readProgramme } from '../../../support/read-programme.ts'

test.each([
  ['<?xml version="1.0"?>\n<schedule><conference>', 'a', 'frab-xml'],
  ['<schedule created="x"><day date="2014-07-21"><entry id="1">', 'a', 'europython-xml'],
  ['{"$schema": "x", "schedule": {"version": "1"', 'a', 'frab-json'],
  ['{"schedule": {"2025-11-01": {"510": {}', 'a', 'pretalx-json'],
  ['BEGIN:VCALENDAR\r\n', 'a', 'ical'],
  ['\ufeffbegin:vcalendar\n', 'a', 'ical'],
  ['\n', 'a.ics', 'ical'],
  ['<html>', 'schedule.xml', null],
  ['{"name": "x"}', 'schedule.json', null],
  ['', 'a', null],
])('%j in %s is %s', (start, name, format) => {
  expect(detectFormat(new TextEncoder().encode(start), name)).toBe(format)
})

test('each format has its parser', async () => {
  for (const format of [
    'frab-xml',
    'frab-json',
    'pretalx-json',
    'europython-xml',
    'ical',
  ] as const) {
    const { sessions, rejected } = await readProgramme(
      await parserOf(format),
      'nothing of the sort',
    )
    expect([sessions, rejected.length]).toEqual([[], 1])
  }
})
