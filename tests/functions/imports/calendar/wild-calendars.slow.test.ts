import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendar, parse, vevent } from './read-calendar.ts'

const REAL = '../shared/data/ical'
const isAbsent = !existsSync(REAL)
if (isAbsent) console.warn(`${REAL} is not here: the real calendars are skipped`)

test('whatever bytes a calendar has, reading it ends without throwing', async () => {
  const base = new TextEncoder().encode(
    calendar(
      vevent(`UID:1\nSUMMARY:Rösti\nDTSTART;TZID=Europe/Paris:20300502T100000\nDURATION:PT1H
RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=3\nEXDATE:20300503T100000Z\nORGANIZER;CN="A, B":mailto:a@b.c`),
      vevent('UID:2\nRECURRENCE-ID:20300601\nDTSTART;VALUE=DATE:20300502\nCATEGORIES:a\\,b,c'),
    ),
  )
  const change = fc.record({ at: fc.nat(base.length - 1), byte: fc.nat(255), drop: fc.nat(5) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
      const bytes = [...base]
      for (const { at, byte, drop } of changes) bytes.splice(at, drop, byte)
      const { sessions } = await parse(Uint8Array.from(bytes))
      for (const session of sessions) {
        expect(session.title).not.toBe('')
        if (session.startsAt && session.endsAt)
          expect(session.endsAt >= session.startsAt).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

test.skipIf(isAbsent)('the real programmes are read in full', async () => {
  const read = async (file: string, zone: string | null = null) =>
    parse(await readFile(join(REAL, 'conferences', file)), zone)
  const jres = await read('jres-2022.ics')
  expect(jres.sessions).toHaveLength(120)
  expect(jres.event).toMatchObject({
    name: 'JRES 2021/22',
    zone: 'Europe/Paris',
    startsOn: '2022-05-17',
    endsOn: '2022-05-20',
  })
  expect(JSON.stringify(jres)).not.toContain('\uFFFD')

  const au = await read('pycon-au-2023.ics')
  expect(au.sessions).toHaveLength(94)
  expect(au.event?.zone).toBe('Australia/Adelaide')
  const rubin = au.sessions.find(
    ({ title }) => title === 'Building a biological database with Python',
  )
  expect(rubin?.credits.map(({ name }) => name)).toEqual(['Alan Rubin'])
  expect(au.sessions.filter(({ credits }) => credits.length > 0).length).toBeGreaterThan(85)

  const uk = await read('pycon-uk-2015.ics', 'Europe/London')
  expect(uk.sessions).toHaveLength(162)
  expect(new Set(uk.sessions.map(({ externalId }) => externalId)).size).toBe(162)
  expect(uk.sessions.find(({ title }) => title === 'Opening Plenary')?.startsAt).toBe(
    '2015-09-18 09:30:00',
  )
  expect(uk.sessions.find(({ title }) => title === "Python's Infamous GIL")?.credits).toMatchObject(
    [{ name: 'Larry Hastings' }],
  )

  const moca = await read('moca-2024.ics')
  expect(moca.sessions).toHaveLength(88)
  expect(moca.event?.zone).toBe('Europe/Rome')
  expect(moca.sessions[0]).toMatchObject({
    title: 'Closing ceremony',
    room: 'XOR',
    startsAt: '2024-09-15 15:00:00',
    credits: [],
  })
  expect(moca.sessions[1]?.credits.map(({ name }) => name)).toEqual(['Luca Mercatanti'])

  const ccf = await read('ccf-deadlines-ai.ics')
  expect(ccf.sessions).toMatchObject([{ day: '2026-03-06', startsAt: null }])
  for (const { remarks } of [jres, au, uk, moca, ccf])
    expect(remarks.filter((remark) => remark.startsWith('rejected'))).toEqual([])
})

test.skipIf(isAbsent)('all 468 real files end without throwing', async () => {
  const entries = await readdir(REAL, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ics'))
  expect(files).toHaveLength(468)
  for (const file of files) {
    const bytes = await readFile(join(file.parentPath, file.name))
    const { sessions } = await parse(bytes, 'Europe/Berlin')
    expect(new Set(sessions.map(({ externalId }) => externalId)).size).toBe(sessions.length)
  }
})
