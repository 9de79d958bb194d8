import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import {
  type DocumentKind,
  events,
  people,
  searchChanges,
  searchDocuments,
  series as seriesTable,
  sessions,
  topicCounts,
  topicSynonyms,
  topics,
} from '#db/schema/index.ts'
import { indexDocuments, reindexDocuments } from '#functions/search/index-documents.ts'
import { search } from '#functions/search/queries.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import {
  makeCountry,
  makeEvent,
  makePerson,
  makePlace,
  makeSeries,
  makeSession,
  makeTopic,
} from '#tests/support/make.ts'

const now = new Date('2026-06-01T12:00:00Z')
const index = () => indexDocuments(makeDeps().deps)

/** What other tests have changed is nothing that these look for. */
beforeEach(async () => void (await db.delete(searchChanges)))

/** What a row is called. */
const nameOf = (row: object) => ('title' in row ? row.title : 'name' in row ? row.name : null)

/** The names of what is found of one kind. */
const found = async (kind: DocumentKind, q: string) =>
  ((await search(db, { q, kind, now })).results[kind] ?? []).map(nameOf)

/** What is found before it is indexed, and after: the same. */
async function finds(kind: DocumentKind, q: string) {
  const before = await found(kind, q)
  await index()
  expect(await found(kind, q)).toEqual(before)
  return before
}

test('an event is found by its name, year, topic, its other names, city and country, in any order and by half words', async () => {
  const topic = await makeTopic({ name: 'Quuxlang', slug: 'quuxlang' })
  await db.insert(topicSynonyms).values({ slug: 'quux', topicId: topic.id })
  const country = await makeCountry({ name: 'Ruritania' })
  const city = await makePlace({ name: 'Łódź-Strelsau', countryId: country.id })
  await makeEvent({
    ...{ name: 'Zenda.js Conf', startsOn: '2026-09-01', placeId: city.id, topicIds: [topic.id] },
  })
  for (const q of [
    ...['zenda', 'ZENDA JS', 'js zenda conf', 'conf 2026 zenda', 'quuxlang strelsau', 'quux zend'],
    ...['lodz zenda', 'Ruritania “quux”', 'zenda.js!', 'zen lod rur'],
  ])
    expect(await found('event', q), q).toEqual(['Zenda.js Conf'])
  await index()
  for (const q of ['zen lod rur', 'quux 2026']) expect(await found('event', q)).toHaveLength(1)
  for (const q of ['zenda 2027', 'enda', 'zenda brighton'])
    expect(await found('event', q), q).toEqual([])
})

test('a session is found by its title, who speaks, its event and what it is about', async () => {
  const event = await makeEvent({ name: 'Hentzau Days', startsOn: '2026-09-01' })
  const person = await makePerson({ name: 'Flávia Elphberg' })
  const title = 'Why Rassendylls lie'
  await makeSession({
    ...{ eventId: event.id, title, abstract: '<p>On <b>impersonation</b></p>', speakers: [person] },
  })
  for (const q of ['rassendylls', 'flavia rassendyll', 'elphberg hentzau', 'impersonation'])
    expect(await found('session', q), q).toEqual([title])
  expect(await finds('session', 'rassendyll 2026')).toEqual([title])
  expect(await finds('session', 'b rassendyll')).toEqual([])
})

test.each<[DocumentKind, () => Promise<unknown>, string, string]>([
  [
    'person',
    () => makePerson({ name: 'Þórbjörg Æsudóttir' }),
    'thorbjorg aesu',
    'Þórbjörg Æsudóttir',
  ],
  ['person', () => makePerson({ name: 'தமிழ்ச்செல்வி' }), 'தமிழ்', 'தமிழ்ச்செல்வி'],
  ['person', () => makePerson({ name: 'Дарья Сапт' }), 'дарья САПТ', 'Дарья Сапт'],
  [
    'person',
    () => makePerson({ name: "Conn O'Zapt-Tarlenheim" }),
    'O’Zapt tarlenheim',
    "Conn O'Zapt-Tarlenheim",
  ],
  ['topic', () => makeTopic({ name: 'Zapt++', slug: 'zaptplusplus' }), 'zapt++', 'Zapt++'],
  ['place', () => makePlace({ name: 'Zaptburg' }), 'zaptb', 'Zaptburg'],
])('a %s is found in any script and spelling', async (kind, make, q, name) => {
  await make()
  expect(await finds(kind, q)).toEqual([name])
})

test('a series is found once it has a listed edition', async () => {
  const series = await makeSeries({ name: 'Bersonin Summit' })
  expect(await finds('series', 'bersonin')).toEqual([])
  await makeEvent({ seriesId: series.id, name: 'Bersonin 2026' })
  await index()
  expect(await found('series', 'bersonin')).toEqual(['Bersonin Summit'])
  expect(await found('event', 'summit bersonin')).toEqual(['Bersonin 2026'])
})

test('what is called just that comes first, then what is next, then what was last', async () => {
  const make = (name: string, startsOn: string) => makeEvent({ name, startsOn })
  await make('Detchard Meetup', '2026-06-02')
  await make('Detchard', '2019-01-01')
  await make('Detchard Conf', '2027-01-01')
  await make('Detchard Days', '2025-01-01')
  await make('About Detchard', '2026-06-02')
  expect(await finds('event', 'detchard')).toEqual([
    ...['Detchard', 'Detchard Meetup', 'Detchard Conf', 'Detchard Days', 'About Detchard'],
  ])
})

test('what is renamed, hidden, unlisted, withdrawn or gone is right at once, and after it is indexed', async () => {
  const event = await makeEvent({ name: 'Krafstein Days' })
  const talk = await makeSession({ eventId: event.id, title: 'Lauengram explained' })
  const person = await makePerson({ name: 'Lauengram Himself' })
  await index()
  const change = (fields: Partial<typeof events.$inferInsert>) =>
    db.update(events).set(fields).where(eq(events.id, event.id))

  await change({ name: 'Tarlen Days' })
  expect([await found('event', 'krafstein'), await found('event', 'tarlen')]).toEqual([
    [],
    ['Tarlen Days'],
  ])
  expect(await finds('event', 'tarlen')).toEqual(['Tarlen Days'])
  expect(await found('session', 'tarlen lauengram')).toEqual(['Lauengram explained'])

  for (const visibility of ['hidden', 'unlisted'] as const) {
    await change({ visibility })
    expect(await finds('event', 'tarlen'), visibility).toEqual([])
    expect(await finds('session', 'lauengram'), visibility).toEqual([])
    await change({ visibility: 'public' })
    await index()
    expect(await found('session', 'lauengram')).toEqual(['Lauengram explained'])
  }
  await db.update(sessions).set({ withdrawnAt: now }).where(eq(sessions.id, talk.id))
  expect(await finds('session', 'lauengram')).toEqual([])
  await db.delete(people).where(eq(people.id, person.id))
  expect(await finds('person', 'lauengram')).toEqual([])
  await db.delete(events).where(eq(events.id, event.id))
  expect(await finds('event', 'tarlen')).toEqual([])
})

test('every kind is shown with its first few, and each goes on page by page, each result once', async () => {
  const event = await makeEvent({ name: 'Rischenheim' })
  for (let i = 0; i < 43; i++)
    await makeSession({ eventId: event.id, title: `Luzau ${i}`, day: null })
  await index()
  const overview = await search(db, { q: 'luzau', now })
  expect(overview.results.session).toHaveLength(5)
  expect([...overview.more]).toEqual(['session'])
  expect((await search(db, { q: 'rischenheim', now })).results.event).toHaveLength(1)

  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await search(db, { q: 'luzau', kind: 'session', after, now })
    seen.push(...(page.results.session ?? []).map(({ title }) => title))
    after = page.next ?? undefined
  } while (after !== undefined)
  expect(seen).toHaveLength(43)
  expect(new Set(seen).size).toBe(43)
})

test('a new name of a topic, a series or a speaker is found in what shows it, once indexed', async () => {
  const [topic, series] = [await makeTopic(), await makeSeries()]
  const event = await makeEvent({ name: 'Teppich', topicIds: [topic.id], seriesId: series.id })
  const speaker = await makePerson()
  await makeSession({ eventId: event.id, title: 'Marienlied', speakers: [speaker] })
  await index()
  await db.update(topics).set({ name: 'Borsodsch' }).where(eq(topics.id, topic.id))
  await db.update(seriesTable).set({ name: 'Wesselburen' }).where(eq(seriesTable.id, series.id))
  await db.update(people).set({ name: 'Michael Streslau' }).where(eq(people.id, speaker.id))
  await index()
  expect(await found('event', 'borsodsch wesselburen')).toEqual(['Teppich'])
  expect(await found('session', 'streslau')).toEqual(['Marienlied'])
})

test('how much there is of a topic makes its own document again, and no other', async () => {
  const topic = await makeTopic({ name: 'Hofbauer' })
  await makeEvent({ topicIds: [topic.id] })
  await index()
  await db.insert(topicCounts).values({ topicId: topic.id, upcomingCount: 1, eventCount: 7 })
  expect(await db.select().from(searchChanges)).toMatchObject([{ kind: 'topic', alone: true }])
  await index()
  const [document] = await db.select().from(searchDocuments).where(eq(searchDocuments.id, topic.id))
  expect(document?.size).toBe(7)
})

test('what was lost is indexed again by a reindex', async () => {
  await makeEvent({ name: 'Strofzin' })
  await index()
  await db.delete(searchDocuments).where(eq(searchDocuments.name, 'strofzin'))
  expect(await found('event', 'strofzin')).toEqual([])
  const { changes } = await reindexDocuments(makeDeps().deps)
  expect(changes).toBe(await db.$count(searchChanges))
  await index()
  expect(await found('event', 'strofzin')).toEqual(['Strofzin'])
})

test('indexing again writes nothing, and takes every change', async () => {
  await makeEvent({ name: 'Grautz' })
  await index()
  expect(await db.$count(searchChanges)).toBe(0)
  const [before] = await db.select().from(searchDocuments).where(eq(searchDocuments.name, 'grautz'))
  expect(before).toMatchObject({ kind: 'event', words: expect.stringContaining("'grautz':1A") })
})

test.each([
  ...[
    '',
    '   ',
    '!!!',
    '\u202e',
    "' or 1=1 --",
    "a'b\\c:*&|!<->()",
    'x'.repeat(10_000),
    '𝔘'.repeat(200),
  ],
  ...['\u0000nul', '%00', '&amp;', '::*', '!(', '<script>', 'ﷺ'.repeat(100), '🤷🏽‍♀️', '*:*'],
])('%j finds nothing that it should not, and breaks nothing', async (q) => {
  for (const kind of [undefined, 'event', 'person'] as const) {
    const { results } = await search(db, { q, kind, now })
    expect(Object.values(results).flat().length).toBeLessThan(200)
  }
})

test.each(['', '1', '1.2', '99999999999.00000000-0000-0000-0000-000000000000', "1.'--"])(
  '%j is no page',
  async (after) => {
    await expect(search(db, { q: 'a', kind: 'event', after, now })).rejects.toThrow(
      'That is not a page of this list',
    )
  },
)
