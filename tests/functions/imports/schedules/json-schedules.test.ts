import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parseFrabJson } from '#functions/imports/schedules/frab-json.ts'
import { parsePretalxJson } from '#functions/imports/schedules/pretalx-json.ts'
import { readProgramme } from '../../../support/read-programme.ts'

const fixture = (file: string) => readFile(`tests/fixtures/schedules/${file}`, 'utf8')

test("the second draft's events stand beside the days that they belong to", async () => {
  const { event, sessions, rejected } = await readProgramme(
    parseFrabJson,
    await fixture('draft-2.json'),
  )

  expect(event).toMatchObject({
    externalId: 'invented',
    zone: 'Europe/Berlin',
    dayChangeMinutes: 360,
  })
  expect(sessions).toHaveLength(1)
  expect(sessions[0]).toMatchObject({
    ...{
      line: 18,
      day: '2030-05-03',
      startsAt: '2030-05-04 00:15:00',
      endsAt: '2030-05-04 00:55:00',
    },
    ...{ room: 'Hall', track: 'One & all', abstract: '<p>In English</p>', kind: 'talk' },
    credits: [
      {
        ...{
          name: 'Ada',
          externalId: '22222222-2222-4222-8222-222222222222',
          bio: '<p>Counts.</p>',
        },
        ...{ photoUrl: 'https://invented.example/ada.jpg', links: ['https://ada.example/'] },
      },
      { name: 'Bo', role: 'moderator', externalId: null },
    ],
    coverage: [{ kind: 'slides', url: 'https://invented.example/hub/night.pdf' }],
  })
  expect(rejected).toEqual(['17: It is no event'])
})

test('its instants come out on the clock that is asked for', async () => {
  const { sessions } = await readProgramme(parseFrabJson, await fixture('draft-2.json'), {
    zone: 'UTC',
  })

  expect(sessions[0]).toMatchObject({ day: '2030-05-03', startsAt: '2030-05-03 22:15:00' })
})

test("pretalx's talks stand under their day, minute and room", async () => {
  const { sessions, rejected } = await readProgramme(
    parsePretalxJson,
    await fixture('pretalx.json'),
    {
      zone: 'Europe/Paris',
    },
  )

  expect(rejected).toEqual([])
  expect(sessions.map(({ externalId }) => externalId)).toEqual(['ABCDEF', 'GHIJKL'])
  expect(sessions[0]).toMatchObject({
    ...{ title: 'Hello', kind: 'workshop', language: 'fr', room: 'B003', day: '2030-05-03' },
    ...{ startsAt: '2030-05-03 10:00:00', endsAt: '2030-05-03 10:45:00' },
    credits: [{ name: 'Ada', externalId: 'SPKR01', photoUrl: 'https://invented.example/ada.jpg' }],
    coverage: [{ kind: 'slides', url: 'https://invented.example/hello.pdf' }],
  })
  expect(sessions[1]).toMatchObject({
    ...{ room: 'B004', startsAt: '2030-05-03 10:00:00', endsAt: '2030-05-03 10:30:00' },
  })
})

test.each([
  ['2030-05-03T10:00:00+02:00', '10:00', 'UTC', '2030-05-03 10:00:00'],
  ['2030-05-03T10:00:00+02:00', '10:00', 'Europe/Berlin', '2030-05-03 10:00:00'],
  ['2030-05-03T08:00:00Z', '10:00', 'Europe/Berlin', '2030-05-03 10:00:00'],
  ['2030-05-03T23:30:00Z', '01:30', 'Europe/Berlin', '2030-05-04 01:30:00'],
])('D1: %s that starts at %s in %s is read by its start', async (date, start, zone, startsAt) => {
  const event = { id: 1, title: 'T', date, start, duration: '00:30' }
  const json = JSON.stringify({
    schedule: {
      conference: {
        time_zone_name: zone,
        days: [{ date: '2030-05-03', rooms: { Hall: [event] } }],
      },
    },
  })
  const { sessions } = await readProgramme(parseFrabJson, json)

  expect(sessions[0]).toMatchObject({ day: '2030-05-03', startsAt, room: 'Hall' })
})
