import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Database } from '#db/client.ts'
import { events, eventTopics, places, topicSynonyms, topics } from '#db/schema/index.ts'
import { getEvent } from '#functions/events/queries.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import { findTopicBySynonym } from '#functions/topics/queries.ts'
import { importConfsTech } from '#scripts/ops/import-confs-tech.ts'
import { openDatabase } from '#tests/support/database.ts'

// The first to ask the gazetteer waits for it, and each test opens a database of its own.
vi.setConfig({ testTimeout: 30_000 })

const FIXTURES = 'tests/fixtures/confs-tech'
const REAL = '../shared/data/confs-tech'
const isAbsent = !existsSync(REAL)
if (isAbsent) console.warn(`${REAL} is not here: imports of the real lists are skipped`)

/** A copy of the fixtures that a test may write in. */
async function fixtures() {
  const folder = await mkdtemp(join(tmpdir(), 'confs-tech-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await cp(FIXTURES, folder, { recursive: true })
  return folder
}

const slugsOf = async (db: Database) => {
  const rows = await db.select().from(events).orderBy(asc(events.startsOn), asc(events.slug))
  return rows.map(({ year, slug }) => `${year}/${slug}`)
}

test('a folder comes in: one event for all its copies, bad records told with file and line', async () => {
  const db = await openDatabase()
  const progress: number[] = []

  const summary = await importConfsTech(storesOf(db), FIXTURES, (done, total) =>
    progress.push(done / total),
  )

  expect(summary).toMatchObject({ created: 5, updated: 0, skipped: 0 })
  expect(summary.rejected.map(({ file, line }) => `${file}:${line}`).sort()).toEqual([
    '2030/broken.json:3',
    '2030/javascript.json:28',
    '2030/javascript.json:32',
    '2030/javascript.json:39',
    '2030/javascript.json:45',
    '2030/javascript.json:53',
    '2030/javascript.json:63',
  ])
  expect(summary.notes).toMatchObject([{ file: '2030/javascript.json', line: 16 }])
  expect(progress.at(0)).toBe(0)
  expect(progress.at(-1)).toBe(1)
  expect(await slugsOf(db)).toEqual([
    '2030/invented-js',
    '2030/oe-conf-lviv',
    '2031/ux-brighton',
    '2031/ezhil',
    '2031/ux-brighton-november',
  ])
  expect(await getEvent(db, { year: 2030, slug: 'invented-js' }, new Date())).toMatchObject({
    name: 'Invented JS',
    attendanceMode: 'hybrid',
    zone: 'America/New_York',
    website: 'http://inventedjs.example/',
    codeOfConductUrl: 'https://inventedjs.example/conduct',
    languages: ['en', 'pt-BR'],
    xHandle: 'inventedjs',
    place: { slug: 'boston', region: 'MA', country: { slug: 'united-states' } },
    topics: [
      { slug: 'javascript', name: 'JavaScript' },
      { slug: 'typescript', name: 'TypeScript' },
    ],
  })
  expect(await findTopicBySynonym(db, 'js')).toBe('javascript')
})

test('again changes nothing', async () => {
  const db = await openDatabase()
  await importConfsTech(storesOf(db), FIXTURES)
  const before = await db.select().from(events).orderBy(asc(events.id))

  const again = await importConfsTech(storesOf(db), FIXTURES)

  expect(again).toMatchObject({ created: 0, updated: 0, skipped: 5 })
  expect(await db.select().from(events).orderBy(asc(events.id))).toEqual(before)
})

test('what changed is updated and keeps its address; what people added stays', async () => {
  const [db, folder] = [await openDatabase(), await fixtures()]
  await importConfsTech(storesOf(db), folder)
  await db.update(events).set({ hashtag: 'ours', tagline: 'Ours' }).where(eq(events.slug, 'ezhil'))
  const file = join(folder, '2031/ux.json')
  const text = await readFile(file, 'utf8')
  const moved = text.replaceAll('2031-11-07', '2031-11-21').replace('2031-05-02', '2031-05-03')
  await writeFile(file, moved)

  const summary = await importConfsTech(storesOf(db), folder)

  expect(summary).toMatchObject({ created: 0, updated: 2, skipped: 3 })
  expect(
    await getEvent(db, { year: 2031, slug: 'ux-brighton-november' }, new Date()),
  ).toMatchObject({
    startsOn: '2031-11-21',
  })
  expect(await getEvent(db, { year: 2031, slug: 'ezhil' }, new Date())).toMatchObject({
    endsOn: '2031-05-03',
    hashtag: 'ours',
    tagline: 'Ours',
  })
  expect(await importConfsTech(storesOf(db), folder)).toMatchObject({
    created: 0,
    updated: 0,
    skipped: 5,
  })
})

test('a topic that became another’s synonym stays that, and one event may be in two folders', async () => {
  const [db, folder] = [await openDatabase(), await fixtures()]
  const [css] = await db.insert(topics).values({ slug: 'css', name: 'CSS' }).returning()
  await db.insert(topicSynonyms).values({ slug: 'ux', topicId: css?.id ?? '' })
  await cp(join(folder, '2031/ux.json'), join(folder, '2030/rust.json'))

  const first = await importConfsTech(storesOf(db), folder)
  const again = await importConfsTech(storesOf(db), folder)

  expect(first).toMatchObject({ created: 5, updated: 3 })
  expect(again).toMatchObject({ created: 0, updated: 0 })
  const { topics: found } = await getEvent(db, { year: 2031, slug: 'ezhil' }, new Date())
  expect(found.map(({ slug }) => slug)).toEqual(['rust', 'css'])
})

test('a folder with nothing to read says so', async () => {
  const db = await openDatabase()

  await expect(importConfsTech(storesOf(db), 'no/such/folder')).rejects.toThrow(
    'no folder no/such/folder',
  )
  await expect(importConfsTech(storesOf(db), 'tests/house')).rejects.toThrow('no .json files')
})

test.skipIf(isAbsent)(
  'the real 2026 grows from January to now without a duplicate, and all its places are known',
  async () => {
    const db = await openDatabase()
    const [january, april] = ['2026-as-of-2026-01-01', '2026-as-of-2026-04-01']

    const first = await importConfsTech(storesOf(db), `${REAL}/snapshots/${january}`)
    const second = await importConfsTech(storesOf(db), `${REAL}/snapshots/${april}`)
    const now = await importConfsTech(storesOf(db), `${REAL}/conferences/2026`)
    const again = await importConfsTech(storesOf(db), `${REAL}/conferences/2026`)

    expect(first).toMatchObject({ created: 128, updated: 0, rejected: [] })
    // Three of January's were moved to other days by April, one of them under another name.
    expect(second).toMatchObject({ created: 129, rejected: [] })
    expect(now).toMatchObject({ created: 121, rejected: [] })
    expect(again).toMatchObject({ created: 0, updated: 0, skipped: 378, rejected: [] })
    expect(await db.$count(events)).toBe(378)
    expect(await db.$count(eventTopics)).toBeGreaterThan(378)
    expect(await db.$count(places)).toBeGreaterThan(100)
    const { topics: found } = await getEvent(db, { year: 2026, slug: 'graphqlconf' }, new Date())
    expect(found.length).toBeGreaterThan(0)
  },
)
