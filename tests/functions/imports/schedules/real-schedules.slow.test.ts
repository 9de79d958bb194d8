import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { oneOfEachDocument } from '#functions/coverage/same-document.ts'
import { detectFormat, parserOf } from '#functions/imports/schedules/detect.ts'
import { readProgramme } from '../../../support/read-programme.ts'

const FOLDER = '../shared/data/schedules'
const missing = !existsSync(FOLDER)
if (missing) console.log(`${FOLDER} is absent: the tests on real programmes are skipped`)

async function read(file: string) {
  const bytes = await readFile(`${FOLDER}/${file}`)
  const format = detectFormat(bytes, file)
  if (!format) throw new Error(`${file} is of no format`)
  return readProgramme(await parserOf(format), bytes, { size: 65_536 })
}

const distinct = (values: readonly (string | null)[]) => new Set(values).size

// Sessions, names, rooms and tracks, as the set's SOURCE.md counts them; `none` counts as a track there.
test.skipIf(missing).each([
  ['frab-xml/fosdem-2007.xml', 215, 204, 18, 25],
  ['frab-xml/fosdem-2013.xml', 487, 476, 24, 40],
  ['frab-xml/fosdem-2019.xml', 775, 729, 33, 62],
  ['frab-xml/fosdem-2025.xml', 943, 992, 29, 69],
  ['frab-xml/fosdem-2026.xml', 883, 927, 30, 62],
  ['frab-xml/36c3-merged.xml', 1_351, 878, 92, 31],
  ['frab-xml/debconf23.xml', 117, 87, 5, 12],
  ['frab-xml/31c3.xml', 138, 197, 4, 8],
  ['frab-json/frab-camp2019.json', 79, 90, 2, 7],
  ['frab-json/pretalx-democon.json', 36, 27, 2, 2],
  ['frab-json/hub-schedule2.json', 2, 4, 2, 2],
  ['pretalx-api-json/pyconfr-2025.json', 75, 81, 8, 1],
  ['other/europython-2014.xml', 188, 117, 12, 1],
  ['snapshots/fosdem-2025-as-of-2025-01-04.xml', 927, 965, 29, 69],
  ['snapshots/pyconfr-2025-as-of-2025-09-18.json', 77, 78, 8, 1],
])('%s holds %i sessions by %i names in %i rooms and %i tracks', async (file, ...counts) => {
  const { sessions, rejected, notes } = await read(file)

  expect([rejected, notes]).toEqual([[], []])
  expect([
    sessions.length,
    distinct(sessions.flatMap(({ credits }) => credits.map(({ name }) => name))),
    distinct(sessions.map(({ room }) => room)),
    distinct(sessions.map(({ track }) => track)),
  ]).toEqual(counts)
  expect(distinct(sessions.map(({ externalId }) => externalId))).toBe(sessions.length)
  expect(sessions.every(({ startsAt, endsAt, day }) => startsAt && endsAt && day)).toBe(true)
})

test.skipIf(missing)('a session that breaks the schema is rejected with its line', async () => {
  const { sessions, rejected } = await read('frab-json/invalid-example.json')

  expect(sessions).toEqual([])
  expect(rejected).toEqual(['22: Its id is not a whole number'])
})

test.skipIf(missing)("ids of 36C3's merged planners name nobody, those of 31C3 do", async () => {
  const idsOf = async (file: string) =>
    (await read(file)).sessions.flatMap(({ credits }) => credits.map((credit) => credit.externalId))

  expect(distinct(await idsOf('frab-xml/36c3-merged.xml'))).toBe(1)
  expect(distinct(await idsOf('frab-xml/31c3.xml'))).toBe(198)
})

test.skipIf(missing)('36C3 goes on after midnight on the day before', async () => {
  const { sessions } = await read('frab-xml/36c3-merged.xml')
  const late = sessions.filter(({ day, startsAt }) => startsAt?.slice(0, 10) !== day)

  expect(late).toHaveLength(46)
  expect(
    late.every(({ day, startsAt }) => startsAt !== null && day !== null && startsAt > day),
  ).toBe(true)
})

test.skipIf(missing)('DebConf is on the clocks of Kochi, though its dates are in UTC', async () => {
  const { event, sessions } = await read('frab-xml/debconf23.xml')

  expect(event).toMatchObject({ zone: 'Asia/Kolkata', dayChangeMinutes: 180 })
  expect(sessions[0]).toMatchObject({ day: '2023-09-10', startsAt: '2023-09-10 10:30:00' })
  expect(sessions.filter(({ day, startsAt }) => startsAt?.slice(0, 10) !== day)).toEqual([])
  expect(sessions.filter(({ kind }) => kind === 'break').length).toBeGreaterThan(20)
})

test.skipIf(missing)(
  'recordings and slides of FOSDEM 2019 are coverage, its feedback is not',
  async () => {
    const { sessions } = await read('frab-xml/fosdem-2019.xml')
    const coverage = sessions.flatMap((session) => oneOfEachDocument(session.coverage))

    expect(coverage.filter(({ url }) => url.startsWith('https://video.fosdem.org/'))).toHaveLength(
      663,
    )
    expect(coverage.filter(({ kind }) => kind === 'slides').length).toBeGreaterThan(30)
    expect(coverage.filter(({ url }) => url.includes('feedback'))).toEqual([])
  },
)
