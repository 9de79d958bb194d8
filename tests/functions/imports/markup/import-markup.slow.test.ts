import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { expect, onTestFinished, test, vi } from 'vitest'
import { events, externalIds } from '#db/schema/index.ts'
import { findCity } from '#functions/imports/gazetteer.ts'
import { importMarkup } from '#functions/imports/markup/import-markup.ts'
import { upsertPlaces } from '#functions/imports/upsert-places.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import type { FetchPublic } from '#functions/web/fetch-public.ts'
import { openPages } from '#scripts/ops/read-pages.ts'
import { db, openDatabase } from '#tests/support/database.ts'
import { makeEvent } from '#tests/support/make.ts'

// The first to ask the gazetteer waits for it.
vi.setConfig({ testTimeout: 30_000 })

const REAL = '../shared/data/markup'
const isAbsent = !existsSync(REAL)
if (isAbsent) console.warn(`${REAL} is not here: the real pages are not imported`)

const page = (name: string, fields: object = {}) =>
  `<script type="application/ld+json">${JSON.stringify({
    '@type': 'Event',
    name,
    startDate: '2030-05-02',
    location: {
      '@type': 'Place',
      address: { addressLocality: 'Berlin', addressCountry: 'Germany' },
    },
    ...fields,
  })}</script>`

async function* pagesOf(html: string, url: string) {
  yield { file: url, url, bytes: new TextEncoder().encode(html) }
}
const noWeb: FetchPublic = () => Promise.reject(new Error('This test needs no web'))

const outcome = async (html: string, url: string) => {
  const { created, updated, unchanged } = await importMarkup(storesOf(db), pagesOf(html, url))
  return { created, updated, unchanged }
}

test('a page’s event comes in once, changes with its page, and is another one next year', async () => {
  const url = 'https://markup-once.example/'
  const html = page('Markup Once', { url })
  expect(await outcome(html, url)).toEqual({ created: 1, updated: 0, unchanged: 0 })
  expect(await outcome(html, url)).toEqual({ created: 0, updated: 0, unchanged: 1 })
  const cancelled = page('Markup Once', { url, eventStatus: 'https://schema.org/EventCancelled' })
  expect(await outcome(cancelled, url)).toEqual({ created: 0, updated: 1, unchanged: 0 })
  const rows = await db.select().from(events).where(eq(events.website, url))
  expect(rows).toMatchObject([{ status: 'cancelled', zone: 'Europe/Berlin', year: 2030 }])
  const next = page('Markup Once', { url, startDate: '2031-05-02' })
  expect(await outcome(next, url)).toEqual({ created: 1, updated: 0, unchanged: 0 })
})

test('an event that another source has by website, city and year is not made again (D8)', async () => {
  const berlin = findCity('Berlin', 'Germany')
  if (!berlin) throw new Error('Berlin is in the gazetteer')
  const placeIds = new Map<string, string>()
  await upsertPlaces(storesOf(db), [berlin], placeIds)
  const placeId = placeIds.get(berlin.gazetteerId) ?? null
  const website = 'http://known-elsewhere.example/2030'
  const known = await makeEvent({ startsOn: '2030-05-02', website, placeId })
  await db
    .insert(externalIds)
    .values({ source: 'confs-tech', externalId: 'known-elsewhere', eventId: known.id })

  const html = page('By Another Name', { url: 'https://www.known-elsewhere.example/2030/' })
  expect(await outcome(html, 'https://list.example/')).toMatchObject({ created: 0, updated: 1 })
  expect(await outcome(html, 'https://list.example/')).toMatchObject({ created: 0, unchanged: 1 })
  const [row] = await db.select().from(events).where(eq(events.id, known.id))
  // The other source goes on telling what it tells.
  expect(row).toMatchObject({ name: known.name, website })
  // A name alone is no reason to think so.
  const namesake = page(known.name, { url: 'https://namesake.example/' })
  expect(await outcome(namesake, 'https://list.example/')).toMatchObject({ created: 1 })
})

test('two events of one page that share an address are told apart, or one is rejected', async () => {
  const url = 'https://same-address.example/'
  const html = page('Same Address One', { url }) + page('Same Address Two', { url })
  const { created, rejected } = await importMarkup(storesOf(db), pagesOf(html, url))
  expect(created).toBe(1)
  expect(rejected.map(({ reason }) => reason)).toEqual(['It is at the address of one before'])
})

test('a folder’s pages are read, also those in its folders; an empty one is an error', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pages-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await expect(openPages(folder, noWeb)).rejects.toThrow('no pages')
  await writeFile(join(folder, 'a.html'), page('In a File', { url: 'https://in-a-file.example/' }))
  const pages = await openPages(folder, noWeb)
  expect(await importMarkup(storesOf(db), pages(), { dryRun: true })).toMatchObject({
    found: 1,
    created: 0,
  })
  expect(await importMarkup(storesOf(db), pages())).toMatchObject({
    found: 1,
    created: 1,
    rejected: [],
  })
})

test('a page on the web is asked for as strangers’ addresses are, and is the event’s base', async () => {
  const asked: string[] = []
  const fetchPublic: FetchPublic = async (url) => {
    asked.push(url)
    const body = new Uint8Array(new TextEncoder().encode(page('On the Web', { url: '/here/' })))
    const rest = { charset: null, etag: null, lastModified: null, retryAfterS: null }
    return {
      status: 200,
      url: 'https://on-the-web.example/',
      mediaType: 'text/html',
      body,
      ...rest,
    }
  }
  const pages = await openPages('https://on-the-web.example', fetchPublic)
  await importMarkup(storesOf(db), pages())
  const [row] = await db.select().from(events).where(eq(events.name, 'On the Web'))
  expect(row?.website).toBe('https://on-the-web.example/here/')
  expect(asked).toEqual(['https://on-the-web.example'])
})

test.skipIf(isAbsent)(
  'the real pages come in, each rejected one with a reason, and again change nothing',
  async () => {
    const empty = await openDatabase()
    const run = async () => importMarkup(storesOf(empty), (await openPages(REAL, noWeb))())
    const first = await run()
    expect(first.created).toBeGreaterThan(10)
    expect(first.found).toBe(
      first.created + first.updated + first.unchanged + first.rejected.filter(isOfEvent).length,
    )
    expect(first.rejected.every(({ file, line, reason }) => file && line > 0 && reason)).toBe(true)
    const second = await run()
    expect({ ...second, unchanged: 0 }).toEqual({ ...first, created: 0, updated: 0, unchanged: 0 })
  },
)

/** Others are scripts that hold no JSON. */
const isOfEvent = ({ reason }: { readonly reason: string }) =>
  !/^(?:Broken JSON|It is nested|It is no HTML)/.test(reason)
