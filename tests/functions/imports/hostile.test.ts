import { asc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { coverage, credits, events, people, rooms, sessions } from '#db/schema/index.ts'
import type { ProgrammeRecord } from '#functions/imports/programme.ts'
import { collectProgramme } from '#functions/imports/programmes/collect-programme.ts'
import { importProgramme } from '#functions/imports/programmes/import-programme.ts'
import type { ProgrammeKind } from '#functions/imports/programmes/source.ts'
import { parsePyvideo } from '#functions/imports/recordings/parse-pyvideo.ts'
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
import { makePublicSite } from '../../support/public-site.ts'
import { chunks } from '../../support/read-programme.ts'

const MAX_PAGES = 220

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

test.each(sources)(
  'what %s brings from bad people does nothing on any page',
  async (_, kind, read) => {
    const db = await openDatabase()
    const { deps } = makeDeps({ read: db, write: db, commit: createCommit(db, () => {}) })
    const eventId = newId()
    const ref = { year: 2026, slug: 'hostile' }
    await db.insert(events).values({
      ...{ id: eventId, ...ref, name: 'Hostile Conf', zone: 'Europe/London' },
      ...{ startsOn: '2026-09-01', endsOn: '2026-09-03' },
    })

    const counts = await importProgramme(deps, await collectProgramme(read()), { eventId, kind })
    expect(counts.created).toBeGreaterThan(payloads.length / 2)
    expect(counts.created + counts.rejected.length).toBeGreaterThanOrEqual(payloads.length)
    const again = await importProgramme(deps, await collectProgramme(read()), { eventId, kind })
    expect(again).toMatchObject({ created: 0, updated: 0, withdrawn: 0 })

    const [allSessions, allPeople, allCredits, allRooms, allCoverage] = await db.batch([
      db.select().from(sessions).orderBy(asc(sessions.id)),
      db.select().from(people),
      db.select().from(credits),
      db.select().from(rooms),
      db.select().from(coverage),
    ])
    const lines = [
      ...allSessions.flatMap(({ title, subtitle, track }) => [title, subtitle, track]),
      ...[...allPeople, ...allCredits, ...allRooms].map(({ name }) => name),
      ...allCoverage.map(({ title }) => title),
    ]
    for (const line of lines) expect(line ?? '').not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
    const urls = [
      ...allSessions.map(({ url }) => url),
      ...allPeople.flatMap(({ website, links, photoUrl }) => [website, ...links, photoUrl]),
      ...allCoverage.flatMap(({ url, thumbnailUrl, playerUrl }) => [url, thumbnailUrl, playerUrl]),
    ].filter((url) => url !== null)
    for (const url of urls) {
      const { protocol, username, hostname } = new URL(url)
      expect([protocol, username]).toEqual([expect.stringMatching(/^https?:$/), ''])
      expect(hostname).toContain('.')
    }

    const site = makePublicSite(deps)
    const from = [
      paths.event(ref),
      ...allSessions.map(({ slug }) => `${paths.event(ref)}${slug}/`),
      ...allPeople.map(({ handle }) => paths.person(handle)),
      ...['schedule', 'coverage'].map((page) => `${paths.event(ref)}${page}/`),
      ...['/coverage/', '/speakers/', '/series/', '/calls/', '/'],
    ]
    const { answers, wrong } = await crawl(site.get, from, MAX_PAGES)
    expect(wrong).toEqual([])
    expect(answers.get(paths.event(ref))).toBe(200)
  },
)
