import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc, eq, isNotNull } from 'drizzle-orm'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Database } from '#db/client.ts'
import { calls, events, series, seriesExternalIds } from '#db/schema/index.ts'
import { getEvent } from '#functions/events/queries.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import { importConfsTech } from '#scripts/ops/import-confs-tech.ts'
import { openDatabase } from '#tests/support/database.ts'

// The first to ask the gazetteer waits for it, and each test opens a database of its own.
vi.setConfig({ testTimeout: 60_000 })

const REAL = '../shared/data/confs-tech'
const isAbsent = !existsSync(REAL)
if (isAbsent)
  console.warn(`${REAL} is not here: series and calls of the real lists are not counted`)

type Row = Record<string, string | boolean>

/** A folder with these lists, by `year/topic`. What the test writes to it again is imported again. */
async function lists(content: Record<string, Row[]>) {
  const folder = await mkdtemp(join(tmpdir(), 'confs-tech-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const write = async (more: Record<string, Row[]>) => {
    for (const [name, rows] of Object.entries(more)) {
      await mkdir(join(folder, name, '..'), { recursive: true })
      await writeFile(join(folder, `${name}.json`), JSON.stringify(rows))
    }
  }
  await write(content)
  return { folder, write }
}

const edition = (year: number, fields: Row = {}): Row => ({
  ...{ name: `Invented Conf ${year}`, url: `https://${year}.invented.example/` },
  ...{ startDate: `${year}-05-01`, endDate: `${year}-05-02` },
  ...{ city: 'Boston, MA', country: 'U.S.A.' },
  ...fields,
})

const callsOf = (db: Database) => db.select().from(calls).orderBy(asc(calls.url))

test('D8: one event under two topics is one event, and importing twice makes none twice', async () => {
  const db = await openDatabase()
  const row = edition(2030, { cfpUrl: 'https://invented.example/cfp', cfpEndDate: '2030-01-31' })
  const { folder } = await lists({ '2030/javascript': [row], '2030/ux': [row, row] })

  const first = await importConfsTech(storesOf(db), folder)
  const again = await importConfsTech(storesOf(db), folder)

  expect(first).toMatchObject({ created: 1, rejected: [] })
  expect(again).toMatchObject({ created: 0, updated: 0, skipped: 1, rejected: [] })
  const event = await getEvent(db, { year: 2030, slug: 'invented-conf' }, new Date())
  expect(event.topics.map(({ slug }) => slug)).toEqual(['javascript', 'ux'])
  expect(event.calls).toMatchObject([
    { kind: 'speakers', deadline: new Date('2030-02-01T12:00:00Z'), deadlineIsDay: true },
  ])
})

test('a call follows its list, and one that a person added stays as it is', async () => {
  const db = await openDatabase()
  const cfp = { cfpUrl: 'https://invented.example/cfp', cfpEndDate: '2030-01-31' }
  const { folder, write } = await lists({ '2030/ux': [edition(2030, cfp)] })
  await importConfsTech(storesOf(db), folder)
  const [before] = await callsOf(db)
  await db.insert(calls).values({
    ...{ eventId: before?.eventId ?? '', kind: 'speakers', url: 'https://invented.example/talk' },
    note: 'Ours',
  })

  await write({ '2030/ux': [edition(2030, { ...cfp, cfpEndDate: '2030-02-14' })] })
  expect(await importConfsTech(storesOf(db), folder)).toMatchObject({ updated: 1 })
  await write({ '2030/ux': [edition(2030, { ...cfp, cfpUrl: 'https://invented.example/talk' })] })
  expect(await importConfsTech(storesOf(db), folder)).toMatchObject({ updated: 0 })
  await write({ '2030/ux': [edition(2030)] })
  expect(await importConfsTech(storesOf(db), folder)).toMatchObject({ updated: 0 })

  expect(await callsOf(db)).toMatchObject([
    { id: before?.id, url: cfp.cfpUrl, deadline: new Date('2030-02-15T12:00:00Z') },
    { url: 'https://invented.example/talk', note: 'Ours', deadline: null },
  ])
})

test('what a person has edited, no import writes again', async () => {
  const db = await openDatabase()
  const { folder, write } = await lists({ '2030/ux': [edition(2030)] })
  await importConfsTech(storesOf(db), folder)
  await db.update(events).set({ name: 'As it should be', editedColumns: ['name'] })

  await write({ '2030/ux': [edition(2030, { endDate: '2030-05-03' })] })
  await importConfsTech(storesOf(db), folder)

  expect(await db.select().from(events)).toMatchObject([
    { name: 'As it should be', endsOn: '2030-05-03' },
  ])
  expect(await importConfsTech(storesOf(db), folder)).toMatchObject({ updated: 0, skipped: 1 })
})

test('editions through the years become a series, once, and later ones join it', async () => {
  const db = await openDatabase()
  const { folder, write } = await lists({ '2029/ux': [edition(2029)], '2030/ux': [edition(2030)] })

  expect((await importConfsTech(storesOf(db), folder)).series).toEqual({
    found: 1,
    created: 1,
    joined: 2,
  })
  expect((await importConfsTech(storesOf(db), folder)).series).toEqual({
    found: 1,
    created: 0,
    joined: 0,
  })
  await write({ '2031/ux': [edition(2031)] })
  expect((await importConfsTech(storesOf(db), folder)).series).toEqual({
    found: 1,
    created: 0,
    joined: 1,
  })

  expect(await db.select().from(series)).toMatchObject([
    { slug: 'invented-conf', name: 'Invented Conf', website: 'https://2030.invented.example/' },
  ])
})

test('an edition that a person put elsewhere, or took out, is left there', async () => {
  const db = await openDatabase()
  const years = [2028, 2029, 2030, 2031]
  const { folder } = await lists(
    Object.fromEntries(years.map((year) => [`${year}/ux`, [edition(year)]])),
  )
  await importConfsTech(storesOf(db), folder)
  const [other] = await db.insert(series).values({ slug: 'other', name: 'Other' }).returning()
  await db
    .update(events)
    .set({ seriesId: other?.id ?? null })
    .where(eq(events.year, 2028))
  const out = { seriesId: null, editedColumns: ['series_id'] }
  await db.update(events).set(out).where(eq(events.year, 2029))

  expect((await importConfsTech(storesOf(db), folder)).series).toMatchObject({
    created: 0,
    joined: 0,
  })
  const rows = await db.select().from(events).orderBy(asc(events.year))
  expect(rows.slice(0, 2).map(({ seriesId }) => seriesId)).toEqual([other?.id, null])
})

test.skipIf(isAbsent)(
  'the real lists: as many series and calls, and again without a change',
  async () => {
    const db = await openDatabase()
    const first = await importConfsTech(storesOf(db), REAL)
    const again = await importConfsTech(storesOf(db), REAL)

    console.info(`confs.tech: ${JSON.stringify(first.series)}, ${await db.$count(calls)} calls`)
    expect(again).toMatchObject({ created: 0, updated: 0, skipped: first.created })
    expect(again.series).toEqual({ found: first.series.found, created: 0, joined: 0 })
    expect(first.series.created).toBeGreaterThan(500)
    expect(await db.$count(seriesExternalIds)).toBe(first.series.created)
    expect(await db.$count(events, isNotNull(events.seriesId))).toBe(first.series.joined)
    expect(await db.$count(calls)).toBeGreaterThan(1_000)
    const named = await db.select().from(series).where(eq(series.slug, 'devopsdays-birmingham'))
    expect(named.length).toBeLessThan(2)
  },
)
