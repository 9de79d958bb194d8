import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { coverage, sessionExternalIds, sessions } from '#db/schema/index.ts'
import { collectProgramme } from '#functions/imports/programmes/collect-programme.ts'
import { importProgramme } from '#functions/imports/programmes/import-programme.ts'
import type { ProgrammeKind } from '#functions/imports/programmes/source.ts'
import { parsePyvideo } from '#functions/imports/recordings/parse-pyvideo.ts'
import { detectFormat, parserOf } from '#functions/imports/schedules/detect.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeEvent } from '#tests/support/make.ts'

const DATA = '../shared/data'
const isAbsent = !existsSync(DATA)
if (isAbsent) console.warn(`${DATA} is not here: real talks are not paired with their videos`)

const { deps } = makeDeps()

async function* bytesOf(path: string) {
  yield new Uint8Array(await readFile(path))
}

async function* filesOf(folder: string) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /json$/.test(name))
  for (const file of names)
    yield { file, bytes: new Uint8Array(await readFile(join(folder, file))) }
}

type Event = Awaited<ReturnType<typeof makeEvent>>

async function importSchedule(event: Event, path: string, kind: ProgrammeKind) {
  const format = detectFormat(new Uint8Array(await readFile(path)), path)
  const parse = format && (await parserOf(format))
  if (!parse) throw new Error(`${path} is no schedule`)
  const records = parse(bytesOf(path), { file: path, zone: event.zone })
  return importProgramme(deps, await collectProgramme(records), { eventId: event.id, kind })
}

async function importVideos(event: Event, folder: string) {
  const records = parsePyvideo(filesOf(folder), { category: basename(folder), event })
  const found = await collectProgramme(records)
  return importProgramme(deps, found, { eventId: event.id, kind: 'pyvideo' })
}

/** What the matcher made of the videos: for each, the title of the talk that it joined. */
async function joinedTitles({ id }: Event): Promise<Map<string, string>> {
  const rows = await db
    .select({ title: sessions.title, url: coverage.url, sessionId: sessions.id })
    .from(coverage)
    .innerJoin(sessions, eq(sessions.id, coverage.sessionId))
    .where(eq(coverage.eventId, id))
  const names = await db
    .select({ id: sessionExternalIds.sessionId, source: sessionExternalIds.source })
    .from(sessionExternalIds)
    .innerJoin(sessions, eq(sessions.id, sessionExternalIds.sessionId))
    .where(eq(sessions.eventId, id))
  const scheduled = new Set(names.filter(({ source }) => source !== 'pyvideo').map((row) => row.id))
  return new Map(
    rows.filter((row) => scheduled.has(row.sessionId)).map(({ url, title }) => [url, title]),
  )
}

type Video = { readonly title: string; readonly videos: readonly { readonly url: string }[] }

async function videosIn(folder: string): Promise<Video[]> {
  const names = await readdir(join(folder, 'videos'))
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, 'videos', name), 'utf8'))),
  )
}

/** Letters and digits only, without any of the matcher's own ways to read. */
const plain = (title: string) => title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Right: the titles are the same, or the video's was cut off in the middle. */
function isRight(video: string, talk: string): boolean {
  const cut = /\s*\.\.\.$/.exec(video)
  return cut ? plain(talk).startsWith(plain(video)) : plain(talk) === plain(video)
}

async function weigh(event: Event, videos: readonly Video[], titles: readonly string[]) {
  const known = new Set(titles.map(plain))
  const exact = videos.filter(({ title }) => known.has(plain(title)))
  const joined = await joinedTitles(event)
  const talkOf = ({ videos: [first] }: Video) => joined.get(first?.url ?? '')
  const made = videos.filter((video) => talkOf(video) !== undefined)
  const right = made.filter((video) => isRight(video.title, talkOf(video) ?? ''))
  const found = exact.filter((video) => right.includes(video))
  return {
    exact: exact.length,
    precision: right.length / made.length,
    recall: found.length / exact.length,
    made: made.map((video) => `${video.title} → ${talkOf(video)}`),
    wrong: made.filter((video) => !right.includes(video)).map(({ title }) => title),
    missed: exact.filter((video) => !found.includes(video)).map(({ title }) => title),
  }
}

const titlesIn = async (id: string) =>
  (await db.select({ title: sessions.title }).from(sessions).where(eq(sessions.eventId, id))).map(
    ({ title }) => title,
  )

test.skipIf(isAbsent).each([
  {
    name: 'EuroPython 2014',
    fields: { startsOn: '2014-07-21', endsOn: '2014-07-27', zone: 'Europe/Berlin' },
    ...{ schedule: 'schedules/other/europython-2014.xml', sessions: 188, exact: 108 },
    ...{ videos: 'pyvideo/europython-2014', count: 120 },
  },
  {
    name: 'PyConFR 2025',
    fields: { startsOn: '2025-10-30', endsOn: '2025-11-02', zone: 'Europe/Paris' },
    ...{ schedule: 'schedules/pretalx-api-json/pyconfr-2025.json', sessions: 75, exact: 56 },
    ...{ videos: 'pyvideo/pycon-fr-2025', count: 56 },
  },
])(
  '$name: no video joins a talk that is not its own, and nearly all find theirs',
  async ({ name, fields, schedule, sessions: size, exact, videos: folder, count }) => {
    const event = await makeEvent(fields)
    const first = await importSchedule(event, join(DATA, schedule), 'schedule')
    expect(first).toMatchObject({ created: size, rejected: [] })
    const titles = await titlesIn(event.id)
    const videos = await videosIn(join(DATA, folder))

    const second = await importVideos(event, join(DATA, folder))

    const figures = await weigh(event, videos, titles)
    console.info(
      `${name}: ${figures.exact} exact pairs, precision ${figures.precision}, recall ${figures.recall.toFixed(3)}, ${second.updated} of ${count} joined`,
    )
    expect(figures).toMatchObject({ exact, precision: 1, wrong: [] })
    expect(figures.recall, figures.missed.join('; ')).toBeGreaterThanOrEqual(0.95)
    expect(second.created + second.updated).toBe(count)
    const again = [
      await importSchedule(event, join(DATA, schedule), 'schedule'),
      await importVideos(event, join(DATA, folder)),
    ]
    expect(again).toMatchObject([
      { created: 0, updated: 0, unchanged: size, withdrawn: 0 },
      { created: 0, updated: 0, unchanged: count, newPeople: 0 },
    ])
  },
)

test.skipIf(isAbsent)(
  'PyCon UK 2015, whose calendar writes `Title (talk by Name)`: no talk gets the video of another',
  async () => {
    const days = { startsOn: '2015-09-18', endsOn: '2015-09-21', zone: 'Europe/London' }
    const event = await makeEvent(days)
    await importSchedule(event, join(DATA, 'ical/conferences/pycon-uk-2015.ics'), 'ical')
    const videos = await videosIn(join(DATA, 'pyvideo/pycon-uk-2015'))

    const counts = await importVideos(event, join(DATA, 'pyvideo/pycon-uk-2015'))

    const joined = await joinedTitles(event)
    const pairs = videos.flatMap((video) => {
      const talk = joined.get(video.videos[0]?.url ?? '')
      return talk === undefined ? [] : [{ video: video.title, talk }]
    })
    console.info(
      `PyCon UK 2015: ${pairs.length} of ${videos.length} videos joined their talks; left alone: ${videos
        .filter(({ title }) => !pairs.some(({ video }) => video === title))
        .map(({ title }) => title)
        .join('; ')}`,
    )
    expect(counts.created + counts.updated).toBe(50)
    expect(pairs.length).toBeGreaterThanOrEqual(44)
    // Each title stands within the other, but for what is a kind of talk or the end of a subtitle.
    const wrong = pairs.filter(({ video, talk }) => {
      const words = (title: string) => plain(title.replace(/^keynote:\s*/i, ''))
      return !words(talk).includes(words(video)) && !words(video).includes(words(talk))
    })
    expect(wrong).toEqual([])
  },
)

test.skipIf(isAbsent)(
  'D12: FOSDEM 2025, four weeks before and as it was: 22 more, 6 withdrawn, 8 moved',
  async () => {
    const days = { startsOn: '2025-02-01', endsOn: '2025-02-02', zone: 'Europe/Brussels' }
    const event = await makeEvent(days)
    const before = join(DATA, 'schedules/snapshots/fosdem-2025-as-of-2025-01-04.xml')
    const after = join(DATA, 'schedules/frab-xml/fosdem-2025.xml')

    expect(await importSchedule(event, before, 'schedule')).toMatchObject({ created: 927 })
    expect(await importSchedule(event, after, 'schedule')).toMatchObject({
      ...{ created: 22, withdrawn: 6, restored: 0, rejected: [] },
      changes: { added: 22, withdrawn: 6, moved: 8, renamed: 4, recast: 15 },
    })
    expect(await importSchedule(event, after, 'schedule')).toMatchObject({
      ...{ created: 0, updated: 0, withdrawn: 0, unchanged: 943, changes: {} },
    })
  },
)
