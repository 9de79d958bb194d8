import { asc, isNotNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { coverage, credits, events, people, rooms, series, sessions } from '#db/schema/index.ts'
import { describeCoverage } from '#functions/coverage/describe-coverage.ts'
import type { Deps } from '#functions/deps.ts'
import { importMarkup, type MarkupPage } from '#functions/imports/markup/import-markup.ts'
import type { ProgrammeRecord } from '#functions/imports/programme-record.ts'
import { collectProgramme } from '#functions/imports/programmes/collect-programme.ts'
import { importProgramme } from '#functions/imports/programmes/import-programme.ts'
import type { ProgrammeKind } from '#functions/imports/programmes/source.ts'
import { parsePyvideo } from '#functions/imports/recordings/parse-pyvideo.ts'
import { importRubyEvents } from '#functions/imports/rubyevents/import-rubyevents.ts'
import { detectFormat, parserOf } from '#functions/imports/schedules/detect.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import { paths } from '#functions/paths.ts'
import { openDatabase } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { crawl } from '../../support/hostile/crawl.ts'
import {
  hostileCalendar,
  hostileFrabJson,
  hostileFrabXml,
  hostilePyvideo,
} from '../../support/hostile/files.ts'
import { payloads } from '../../support/hostile/payloads.ts'
import { hostileFolders, hostileSpeakers } from '../../support/hostile/rubyevents.ts'
import { makePublicSite } from '../../support/public-site.ts'
import { chunks } from '../../support/read-programme.ts'
import { json, webOf } from '../coverage/web.ts'

const MAX_PAGES = 150
// Hundreds of pages each, and the first to ask the gazetteer waits for it.

async function* parsed(text: string, name: string): AsyncGenerator<ProgrammeRecord> {
  const format = detectFormat(new TextEncoder().encode(text.slice(0, 8_000)), name)
  if (!format) throw new Error(`The format of ${name} was not told`)
  const parse = await parserOf(format)
  yield* parse(chunks(text, 65_536), { file: name, zone: 'Europe/London' })
}

const sources: readonly [name: string, ProgrammeKind, () => AsyncIterable<ProgrammeRecord>][] = [
  ['frab XML', 'schedule', () => parsed(hostileFrabXml(), 'schedule.xml')],
  ['frab JSON', 'schedule', () => parsed(hostileFrabJson(), 'schedule.json')],
  ['iCalendar', 'ical', () => parsed(hostileCalendar(), 'schedule.ics')],
  [
    'pyvideo',
    'pyvideo',
    () => parsePyvideo(hostilePyvideo(), { category: 'hostile', event: null }),
  ],
]

/** Everything that an import left in this database, and every page that shows it. */
async function expectHarmless(deps: Deps, from: readonly string[]) {
  const db = deps.read
  const [allEvents, allSessions, allPeople, allCredits, allRooms, allCoverage] = await db.batch([
    db.select().from(events),
    db.select().from(sessions).orderBy(asc(sessions.id)),
    db.select().from(people),
    db.select().from(credits),
    db.select().from(rooms),
    db.select().from(coverage),
  ])
  const lines = [
    ...allSessions.flatMap(({ title, subtitle, track }) => [title, subtitle, track]),
    ...[...allEvents, ...allPeople, ...allCredits, ...allRooms].map(({ name }) => name),
    ...allCoverage.map(({ title }) => title),
  ]
  for (const line of lines) expect(line ?? '').not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
  const urls = [
    ...[...allSessions.map(({ url }) => url), ...allEvents.map(({ website }) => website)],
    ...allPeople.flatMap(({ website, links, photoUrl }) => [website, ...links, photoUrl]),
    ...allCoverage.flatMap(({ url, thumbnailUrl, playerUrl }) => [url, thumbnailUrl, playerUrl]),
  ].filter((url) => url !== null)
  for (const url of urls) {
    const { protocol, username, hostname } = new URL(url)
    expect([protocol, username]).toEqual([expect.stringMatching(/^https?:$/), ''])
    expect(hostname).toContain('.')
  }
  const paged = [...from, ...allPeople.map(({ handle }) => paths.person(handle)), ...lists]
  const { answers, wrong } = await crawl(makePublicSite(deps).get, paged, MAX_PAGES)
  expect(wrong).toEqual([])
  for (const path of from) expect([path, answers.get(path)]).toEqual([path, 200])
}

const lists = ['/coverage/', '/speakers/', '/series/', '/calls/', '/']

async function openStores() {
  const db = await openDatabase()
  return makeDeps({ read: db, write: db, commit: createCommit(db, () => {}) }).deps
}

test.each(sources)(
  'what %s brings from bad people does nothing on any page',
  async (_, kind, read) => {
    const deps = await openStores()
    const eventId = newId()
    const ref = { year: 2026, slug: 'hostile' }
    await deps.write.insert(events).values({
      ...{ id: eventId, ...ref, name: 'Hostile Conf', zone: 'Europe/London' },
      ...{ startsOn: '2026-09-01', endsOn: '2026-09-03' },
    })

    const counts = await importProgramme(deps, await collectProgramme(read()), { eventId, kind })
    expect(counts.created).toBeGreaterThan(payloads.length / 2)
    expect(counts.created + counts.rejected.length).toBeGreaterThanOrEqual(payloads.length)
    const again = await importProgramme(deps, await collectProgramme(read()), { eventId, kind })
    expect(again).toMatchObject({ created: 0, updated: 0, withdrawn: 0 })

    const slugs = await deps.read.select({ slug: sessions.slug }).from(sessions)
    await expectHarmless(deps, [
      paths.event(ref),
      paths.schedule(ref),
      `${paths.event(ref)}coverage/`,
      ...slugs.map(({ slug }) => paths.session(ref, slug)),
    ])
  },
)

test('what RubyEvents brings from bad people does nothing on any page', async () => {
  const deps = await openStores()
  const { counts, rejected } = await importRubyEvents(deps, hostileSpeakers(), hostileFolders())
  expect(counts.events.created).toBeGreaterThan(payloads.length / 2)
  expect(counts.events.created + rejected.length).toBeGreaterThanOrEqual(payloads.length)
  const again = await importRubyEvents(deps, hostileSpeakers(), hostileFolders())
  for (const { created, updated } of Object.values(again.counts))
    expect([created, updated]).toEqual([0, 0])

  const all = await deps.read.select({ slug: series.slug }).from(series)
  await expectHarmless(
    deps,
    all.map(({ slug }) => `/series/${slug}/`),
  )
})

async function* hostileMarkup(): AsyncGenerator<MarkupPage> {
  for (const [index, payload] of payloads.entries()) {
    const thing = {
      ...{ '@context': 'https://schema.org', '@type': 'Event', '@id': payload, url: payload },
      ...{ name: `${payload.slice(0, 120)} ${index}`, description: payload, image: payload },
      ...{ startDate: '2026-09-01', endDate: '2026-09-02', eventStatus: payload },
      ...{
        eventAttendanceMode: payload,
        inLanguage: payload,
        keywords: payload,
        sameAs: [payload],
      },
      location: {
        ...{ '@type': 'Place', name: payload, url: payload },
        address: {
          ...{ addressLocality: 'Berlin', addressCountry: 'Germany' },
          ...{ streetAddress: payload, addressRegion: payload },
        },
      },
      organizer: { '@type': 'Person', name: payload, url: payload },
    }
    const linked = JSON.stringify(thing).replaceAll('<', '\\u003c')
    const html = `<html><head><title>x</title><script type="application/ld+json">${linked}</script></head>
      <body><div class="h-event"><a class="u-url p-name" href="${payload}">h-event ${index}</a>
      <time class="dt-start" datetime="2026-09-0${(index % 8) + 1}">x</time><p class="p-location">${payload}</p>
      <div class="e-content p-summary">${payload}</div></div></body></html>`
    const url = `https://site-${index}.example/`
    yield { file: `${index}.html`, url, bytes: new TextEncoder().encode(html) }
  }
}

test('what pages mark up as events does nothing on any page', async () => {
  const deps = await openStores()
  const { created, rejected } = await importMarkup(deps, hostileMarkup())
  expect(created).toBeGreaterThan(payloads.length / 2)
  expect(created + rejected.length).toBeGreaterThanOrEqual(payloads.length)
  const again = await importMarkup(deps, hostileMarkup())
  expect(again).toMatchObject({ created: 0, updated: 0 })
  const all = await deps.read.select({ year: events.year, slug: events.slug }).from(events)
  await expectHarmless(
    deps,
    all.map((ref) => paths.event(ref)),
  )
})

/** A web where every page, and every description of one, says the payload wherever it may say anything. */
function hostileWeb(payload: string) {
  const told = {
    ...{ version: '1.0', type: 'video', title: payload, author_name: payload, author_url: payload },
    ...{ provider_name: payload, provider_url: payload, thumbnail_url: payload, html: payload },
    ...{ duration: payload, url: payload },
  }
  const attribute = payload.replaceAll('"', '&quot;')
  const graph = ['title', 'site_name', 'image', 'video', 'url', 'author']
    .map((name) => `<meta property="og:${name}" content="${attribute}">`)
    .join('')
  const head = `<head><title>${payload}</title>${graph}<link rel="alternate" type="application/json+oembed" href="/o"></head>`
  return webOf({
    'https://page.example/': `<html>${head}<body>${payload}</body></html>`,
    'https://page.example/o': json(told),
    'https://moved.example/': { status: 302, location: payload },
  })
}

test('what pages and their hosts say of coverage does nothing on any page, and leads us nowhere inside', async () => {
  const deps = await openStores()
  const eventId = newId()
  const ref = { year: 2026, slug: 'hostile' }
  await deps.write.insert(events).values({
    ...{ id: eventId, ...ref, name: 'Hostile Conf', zone: 'Europe/London' },
    ...{ startsOn: '2026-09-01', endsOn: '2026-09-03' },
  })
  const asked: string[] = []
  for (const [index, payload] of payloads.entries()) {
    const web = hostileWeb(payload)
    for (const url of ['https://page.example/', 'https://moved.example/']) {
      const coverageId = newId()
      await deps.write
        .insert(coverage)
        .values({ id: coverageId, eventId, kind: 'video', url, urlKey: `${url}${index}` })
      const { statements } = await describeCoverage(
        { ...deps, fetchPublic: web.fetchPublic },
        { coverageId },
      )
      if (statements.length > 0) await deps.commit(statements)
    }
    asked.push(...web.asked)
  }
  for (const url of asked) {
    const { protocol, username, hostname } = new URL(url)
    expect([protocol, username]).toEqual([expect.stringMatching(/^https?:$/), ''])
    expect(hostname).toMatch(/^[^[]*[a-z][^\]]*\.[^\]]*[a-z]/)
  }
  const described = await deps.read.$count(coverage, isNotNull(coverage.describedAt))
  expect(described).toBeGreaterThanOrEqual(payloads.length)
  await expectHarmless(deps, [`${paths.event(ref)}coverage/`])
})
