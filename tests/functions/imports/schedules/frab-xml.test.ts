import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parseFrabXml } from '#functions/imports/schedules/frab-xml.ts'
import { readProgramme } from '../../../support/read-programme.ts'

const fixture = await readFile('tests/fixtures/schedules/invented.xml', 'utf8')

test('an event of a schedule becomes a session, cleaned', async () => {
  const { event, sessions } = await readProgramme(parseFrabXml, fixture, { size: 7 })

  expect(event).toEqual({
    ...{ file: 'file', line: 4, externalId: 'invented', name: 'Invented Conf', city: 'Berlin' },
    ...{ startsOn: '2030-05-03', endsOn: '2030-05-04', zone: 'Europe/Berlin', website: null },
    dayChangeMinutes: 240,
  })
  expect(sessions[0]).toEqual({
    ...{ file: 'file', line: 17, externalId: '11111111-1111-4111-8111-111111111111' },
    ...{ title: 'Engines & looms', subtitle: 'On cards', kind: 'talk', track: 'One', room: 'Hall' },
    ...{ day: '2030-05-03', startsAt: '2030-05-03 10:00:00', endsAt: '2030-05-03 10:45:00' },
    ...{
      language: 'de-AT',
      level: null,
      notRecorded: true,
      url: 'https://invented.example/2030/1',
    },
    abstract: '<p>Cards.</p>\n<p>Plain &amp; simple</p><p>second</p>',
    credits: [
      {
        ...{ name: 'Ada Byron', role: 'speaker', externalId: '7', bio: '<p>Counts.</p>' },
        ...{ photoUrl: null, links: [] },
      },
      {
        ...{ name: 'Joseph ★ Weaver', role: 'speaker', externalId: '8', bio: null },
        ...{ photoUrl: null, links: [] },
      },
    ],
    coverage: [
      {
        ...{ kind: 'video', url: 'https://video.example/1.webm', title: 'Video recording (WebM)' },
        ...{ language: null, durationS: null, thumbnailUrl: null },
      },
      {
        ...{ kind: 'video', url: 'https://video.example/1.mp4', title: 'Video recording (mp4)' },
        ...{ language: null, durationS: null, thumbnailUrl: null },
      },
      {
        ...{ kind: 'slides', url: 'https://invented.example/files/cards.pdf?1', title: 'Cards' },
        ...{ language: null, durationS: null, thumbnailUrl: null },
      },
    ],
  })
})

test('what starts after midnight belongs to the day before', async () => {
  const { sessions } = await readProgramme(parseFrabXml, fixture)

  expect(sessions[1]).toMatchObject({
    ...{ title: 'Night', kind: 'lightning', room: 'Hall', day: '2030-05-03' },
    ...{ startsAt: '2030-05-04 01:30:00', endsAt: '2030-05-05 01:30:00' },
  })
})

test('what cannot be read is told with its line', async () => {
  const { sessions, rejected, notes } = await readProgramme(parseFrabXml, fixture)

  expect(sessions).toHaveLength(3)
  expect(sessions[2]).toMatchObject({ title: 'Lunch', kind: 'break', startsAt: null, endsAt: null })
  expect(notes).toEqual(['56: Its times are left out: 12:00 for soon'])
  expect(rejected).toEqual(['61: The title is missing'])
})

/** A schedule of one day with events that have an id, or a guid and an id, and a start. */
const schedule = (events: string, day = '', conference = '') =>
  `<schedule><conference>${conference}</conference><day date="2030-05-03" ${day}>${events}</day></schedule>`
const event = (attributes: string, start: string, more = '') =>
  `<event ${attributes}><start>${start}</start><duration>00:30</duration><title>T</title>${more}</event>`

const timesOf = async (xml: string, zone: string | null = null) =>
  (await readProgramme(parseFrabXml, xml, { zone })).sessions.map(({ day, startsAt }) => [
    day,
    startsAt,
  ])

test('an old schedule has events right in its days, by local time alone', async () => {
  const change = '<day_change>09:00:00</day_change>'
  const events = event('id="0"', '15:00', '<room>Aula</room>') + event('id="1"', '00:30')

  expect(await timesOf(schedule(events, '', change), 'Europe/Brussels')).toEqual([
    ['2030-05-03', '2030-05-03 15:00:00'],
    ['2030-05-03', '2030-05-04 00:30:00'],
  ])
})

test('D1: the start is on local clocks where the date is in UTC', async () => {
  const xml = schedule(
    event('id="1"', '03:30', '<date>2030-05-03T22:00:00+00:00</date>'),
    'start="2030-05-03T21:30:00+00:00" end="2030-05-04T21:29:59+00:00"',
    '<time_zone_name>Asia/Kolkata</time_zone_name>',
  )

  expect(await timesOf(xml)).toEqual([['2030-05-04', '2030-05-04 03:30:00']])
})

test("D1: times come out on the event's clock where the source has another", async () => {
  const xml = schedule(event('id="1"', '10:00'), '', '<time_zone_name>UTC</time_zone_name>')

  expect(await timesOf(xml, 'Europe/Berlin')).toEqual([['2030-05-03', '2030-05-03 12:00:00']])
  expect(await timesOf(xml, 'UTC')).toEqual([['2030-05-03', '2030-05-03 10:00:00']])
})

test('a guid that comes back is counted on in the order of the clock', async () => {
  const idsOf = async (...events: string[]) =>
    Object.fromEntries(
      (await readProgramme(parseFrabXml, schedule(events.join('')))).sessions.map((session) => [
        session.startsAt?.slice(11, 16),
        session.externalId,
      ]),
    )
  const [one, two] = [event('guid="g" id="9"', '10:00'), event('guid="g" id="9"', '11:00')]

  expect(await idsOf(one, two)).toEqual({ '10:00': 'g', '11:00': 'g#2' })
  expect(await idsOf(two, one)).toEqual({ '10:00': 'g', '11:00': 'g#2' })
})

test('a record that is there twice is one', async () => {
  const { sessions, rejected } = await readProgramme(
    parseFrabXml,
    schedule(event('id="9"', '10:00') + event('id="9"', '10:00')),
  )

  expect(sessions).toHaveLength(1)
  expect(rejected).toEqual(['1: It says the same as line 1'])
})

test.each([
  ['a guid beats a number', '<person id="1" guid="g">Ada</person>', ['g']],
  [
    'a number of two names is of nobody',
    '<person id="1">Ada</person><person id="1">Bo</person>',
    [null, null],
  ],
  [
    'two spellings are one name',
    '<person id="1">Ada B</person><person id="1">ADA  b</person>',
    ['1'],
  ],
  [
    'numbers that count appearances are of nobody',
    '<person id="1">Ada</person><person id="2">Ada</person>',
    [null],
  ],
])('D6: %s', async (_, persons, ids) => {
  const xml = schedule(event('id="1"', '10:00', `<persons>${persons}</persons>`))
  const { sessions } = await readProgramme(parseFrabXml, xml)

  expect(sessions[0]?.credits.map(({ externalId }) => externalId)).toEqual(ids)
})
