import { asc, eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import {
  calls,
  coverage,
  credits,
  eventStaff,
  events,
  eventVenues,
  externalIds,
  people,
  personExternalIds,
  places,
  series,
  sessions,
  venues,
} from '#db/schema/index.ts'
import { findCity } from '#functions/imports/gazetteer.ts'
import { upsertPlaces } from '#functions/imports/upsert-places.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import { openDatabase } from '#tests/support/database.ts'
import { event, files, folderOf, outcomes, run } from './rubyevents-folder.ts'

// The first to ask the gazetteer waits for it, and each test opens a database of its own.
vi.setConfig({ testTimeout: 60_000 })

test('a series comes in with its event and talks', async () => {
  const db = await openDatabase()
  const { counts, rejected, read } = await run(db, await folderOf(files))

  expect(read).toMatchObject({
    series: 1,
    events: 1,
    talks: 3,
    nestedTalks: 1,
    venues: 1,
    calls: 1,
  })
  expect(counts.sessions).toMatchObject({ created: 5 })
  expect(rejected).toEqual([
    {
      file: 'treeconf/treeconf-2030/cfp.yml',
      line: 3,
      reason: 'The link is not an address on the web',
    },
    { file: 'treeconf/treeconf-2030/videos.yml', line: 33, reason: 'The title is empty' },
  ])
  const [row] = await db
    .select({ event: events, series, city: places.name })
    .from(events)
    .leftJoin(series, eq(series.id, events.seriesId))
    .leftJoin(places, eq(places.id, events.placeId))
  expect(row).toMatchObject({
    event: {
      year: 2030,
      slug: 'treeconf',
      zone: 'Europe/Berlin',
      description: '<p>All about <strong>trees</strong></p>',
    },
    series: { slug: 'treeconf', name: 'TreeConf' },
    city: 'Berlin',
  })
  const rows = await db.select().from(sessions).orderBy(asc(sessions.startsAt), asc(sessions.title))
  expect(
    rows.map(({ title, kind, startsAt, notRecorded }) => [title, kind, startsAt, notRecorded]),
  ).toEqual([
    ['Roots', 'keynote', '2030-05-02 09:00:00', false],
    ['Coffee break', 'break', '2030-05-02 09:45:00', false],
    ['Lightning talks', 'lightning', '2030-05-02 10:15:00', false],
    // Part of a recording, and the day after has more slots than talks: nobody can tell when.
    ['Leaves', 'talk', null, false],
    ['Rain', 'talk', null, true],
  ])
  expect(rows[0]).toMatchObject({ language: 'ja', track: 'Soil' })
  expect(rows[0]?.abstract).not.toMatch(/script|javascript/)
})

test('so do its recordings, venue, call and staff', async () => {
  const db = await openDatabase()
  await run(db, await folderOf(files))
  const links = await db
    .select({ kind: coverage.kind, url: coverage.url })
    .from(coverage)
    .orderBy(asc(coverage.url))
  expect(links).toEqual([
    { kind: 'slides', url: 'https://decks.example/roots' },
    { kind: 'video', url: 'https://vimeo.com/123456' },
    { kind: 'video', url: 'https://vimeo.com/123456#t=90s' },
    { kind: 'video', url: 'https://www.youtube.com/watch?v=abcdefghijk' },
  ])
  const [venue] = await db
    .select()
    .from(venues)
    .innerJoin(eventVenues, eq(eventVenues.venueId, venues.id))
  expect(venue?.venues).toMatchObject({ slug: 'forest-hall', arrival: 'Second tree on the left' })
  // A day lasts until it has ended everywhere on earth (D11).
  expect(await db.select().from(calls)).toMatchObject([
    { kind: 'speakers', deadline: new Date('2030-02-02T12:00:00Z'), deadlineIsDay: true },
  ])
  const staff = await db.select().from(eventStaff).orderBy(asc(eventStaff.position))
  expect(staff.map(({ name, role, personId }) => [name, role, personId !== null])).toEqual([
    ['Bo Elm', 'Organizer', true],
    ['Cy Ash', 'Organizer', false],
    ['Trees e.V.', 'Organizer', false],
  ])
})

test('a person of the book is one person under all names; a name that it lacks stays in its event (D6)', async () => {
  const db = await openDatabase()
  const other = event.replaceAll('2030', '2031')
  const talk = (id: string, name: string) =>
    `- { id: ${id}, title: ${id}, date: "2031-05-02", video_provider: not_published, speakers: ["${name}"] }\n`
  await run(
    db,
    await folderOf({
      ...files,
      'treeconf/treeconf-2031/event.yml': other,
      'treeconf/treeconf-2031/videos.yml': talk('one', 'Ada Oak') + talk('two', 'Nobody Known'),
    }),
  )
  const billed = await db
    .select({ name: credits.name, personId: credits.personId, slug: personExternalIds.externalId })
    .from(credits)
    .leftJoin(personExternalIds, eq(personExternalIds.personId, credits.personId))
  const idsOf = (slug: string) =>
    new Set(billed.filter((credit) => credit.slug === slug).map(({ personId }) => personId))
  expect(
    billed
      .filter(({ slug }) => slug === 'ada-oak')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['A. Oak', 'Ada Oak', 'Ada Oak'])
  expect(idsOf('ada-oak').size).toBe(1)
  expect(
    new Set(billed.filter(({ name }) => name === 'Nobody Known').map(({ personId }) => personId))
      .size,
  ).toBe(2)
  const [ada] = await db.select().from(people).where(eq(people.name, 'A. Oak'))
  expect(ada?.links).toEqual(['https://github.com/adaoak', 'https://trees.example/@ada'])
})

test('again changes nothing, a dry run writes nothing, and what a person edited stays', async () => {
  const db = await openDatabase()
  const folder = await folderOf(files)
  const dry = await run(db, folder, { dryRun: true })
  expect(dry.read.talks).toBe(3)
  expect(await db.select().from(events)).toEqual([])

  await run(db, folder)
  expect(outcomes(await run(db, folder)).flat()).toEqual(Array(12).fill(0))
  await db.update(events).set({ name: 'Our TreeConf', editedColumns: ['name'] })
  const changed = await folderOf({
    ...files,
    'treeconf/treeconf-2030/event.yml': `${event}status: cancelled\n`,
  })
  expect((await run(db, changed)).counts.events.updated).toBe(1)
  expect(await db.select().from(events)).toMatchObject([
    { name: 'Our TreeConf', status: 'cancelled' },
  ])
})

test('an event that another source has is not made again: same website, city and year, never the name (D8)', async () => {
  const db = await openDatabase()
  const berlin = findCity('Berlin', 'Germany')
  if (!berlin) throw new Error('Berlin is in the gazetteer')
  const placeIds = new Map<string, string>()
  await upsertPlaces(storesOf(db), [berlin], placeIds)
  const placeId = placeIds.get(berlin.gazetteerId) ?? null
  const make = async (slug: string, website: string, name: string) => {
    const row = {
      year: 2030,
      slug,
      name,
      startsOn: '2030-05-02',
      endsOn: '2030-05-02',
      zone: 'Europe/Berlin',
      website,
      placeId,
    }
    const [made] = await db.insert(events).values(row).returning()
    if (!made) throw new Error('The event was made')
    await db
      .insert(externalIds)
      .values({ source: 'confs-tech', externalId: slug, eventId: made.id })
    return made
  }
  const same = await make('tree-conference', 'http://treeconf.example/2030', 'Tree Conference')
  await make('treeconf-other', 'https://elsewhere.example/', 'TreeConf 2030')

  const folder = await folderOf(files)
  const { counts } = await run(db, folder)
  expect(counts.events).toEqual({ created: 0, updated: 1, unchanged: 0 })
  const [kept] = await db.select().from(events).where(eq(events.id, same.id))
  // The other source goes on telling what it tells; what it never tells is filled in.
  expect(kept).toMatchObject({
    name: 'Tree Conference',
    endsOn: '2030-05-02',
    slug: 'tree-conference',
  })
  expect(kept?.description).toContain('trees')
  expect(kept?.seriesId).not.toBeNull()
  expect(outcomes(await run(db, folder)).flat()).toEqual(Array(12).fill(0))
})

test('hostile YAML is refused with its line: tags, aliases that multiply, depth', async () => {
  const db = await openDatabase()
  const bomb = ['a: &a ["x","x","x","x","x","x","x","x","x"]']
  for (const [index, name] of [...'bcdefgh'].entries())
    bomb.push(`${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`)
  const { rejected, counts } = await run(
    db,
    await folderOf({
      ...files,
      'treeconf/bomb/event.yml': bomb.join('\n'),
      'treeconf/tag/event.yml': 'id: x\ntitle: !ruby/object:Gem::Installer {}\n',
      'treeconf/deep/event.yml': '['.repeat(50_000),
      'treeconf/broken/event.yml': 'id: x\ntitle: [\n',
      'treeconf/dateless/event.yml': 'id: y\ntitle: Y\nlocation: online\ntimezone: Europe/Berlin\n',
    }),
  )
  expect(counts.events.created).toBe(1)
  const told = rejected
    .filter(({ file }) => !file.includes('2030'))
    .map(({ file, line, reason }) => `${file.split('/')[1]}:${line}: ${reason}`)
  expect(told.sort()).toEqual([
    'bomb:7: Its aliases multiply too far',
    expect.stringMatching(/^broken:\d: Broken YAML: /),
    'dateless:1: It has no dates, and no talk that has one',
    expect.stringMatching(/^deep:1: /),
    expect.stringMatching(/^tag:2: Broken YAML: Unresolved tag/),
  ])
})
