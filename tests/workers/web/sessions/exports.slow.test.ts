import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rooms, sessionExternalIds, sessions } from '#db/schema/index.ts'
import { collectProgramme } from '#functions/imports/programmes/collect-programme.ts'
import { importProgramme } from '#functions/imports/programmes/import-programme.ts'
import { detectFormat, parserOf } from '#functions/imports/schedules/detect.ts'
import { paths } from '#functions/paths.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeEvent, makeSession } from '#tests/support/make.ts'
import { makeCoverage } from '#tests/support/make-coverage.ts'
import { makePublicSite } from '#tests/support/public-site.ts'
import { chunks } from '#tests/support/read-programme.ts'

const FOLDER = '../shared/data/schedules'
const missing = !existsSync(FOLDER)
if (missing) console.log(`${FOLDER} is absent: no real programme is exported and imported again`)

const { deps } = makeDeps()
const endings = ['xml', 'json'] as const

async function importBytes(
  { id, zone }: { id: string; zone?: string | null | undefined },
  bytes: Uint8Array,
  dryRun = false,
) {
  const format = detectFormat(bytes, 'schedule')
  if (!format) throw new Error('This is no programme')
  const parse = await parserOf(format)
  const found = await collectProgramme(
    parse(chunks(bytes, 65_536), { file: 'schedule', zone: zone ?? null }),
  )
  return importProgramme(deps, found, { eventId: id, kind: 'schedule', dryRun })
}

test('a programme is there for other programs, each in its own type', async () => {
  const event = await makeEvent({ zone: 'Europe/Berlin' })
  const [room] = await db.insert(rooms).values({ eventId: event.id, name: 'Hall' }).returning()
  const at = { day: '2030-03-30', startsAt: '2030-03-30 10:00:00', endsAt: '2030-03-30 10:30:00' }
  const session = await makeSession({
    ...{ eventId: event.id, title: 'Engines & looms', roomId: room?.id, ...at },
    speakers: [{ id: null, name: 'Ada' }],
  })
  await makeSession({ eventId: event.id, title: 'Gone', withdrawnAt: new Date(), ...at })
  await makeCoverage({
    ...{ eventId: event.id, sessionId: session.id, kind: 'video' },
    url: 'https://video.example/1',
  })
  const { get, tags } = makePublicSite(deps)
  const files = await Promise.all(
    (['xml', 'json', 'ics'] as const).map((ending) => get(paths.scheduleFile(event, ending))),
  )
  const [xml, json, ics] = await Promise.all(files.map((file) => file.text()))

  expect(files.map((file) => file.headers.get('Content-Type'))).toEqual([
    'application/xml; charset=utf-8',
    'application/json; charset=utf-8',
    'text/calendar; charset=utf-8',
  ])
  expect(xml).toContain('<title>Engines &amp; looms</title>')
  expect(xml).toContain('<link href="https://video.example/1" type="video"')
  expect(JSON.parse(json ?? '')).toMatchObject({
    schedule: { conference: { days: [{ rooms: { Hall: [{ guid: session.id }] } }] } },
  })
  expect(ics).toContain('SUMMARY:Engines & looms')
  expect([xml, json].join()).not.toContain('Gone')
  expect(ics).toContain('STATUS:CANCELLED')
  expect([...tags]).toEqual([`event-${event.id}`])
})

test('a hidden event has no programme to take away', async () => {
  const event = await makeEvent({ visibility: 'hidden' })
  const { get } = makePublicSite(deps)

  for (const ending of ['xml', 'json', 'ics'] as const)
    expect((await get(paths.scheduleFile(event, ending))).status).toBe(404)
})

test('D12: a session carries the guid that it came with', async () => {
  const event = await makeEvent()
  const guid = '6a32cb72-a69d-423c-91b5-60d88eb8e6c7'
  const { id } = await makeSession({
    ...{ eventId: event.id, startsAt: '2030-03-30 10:00:00', endsAt: '2030-03-30 10:30:00' },
  })
  await db
    .insert(sessionExternalIds)
    .values({ source: `schedule:${event.id}`, externalId: guid, sessionId: id })
  const { get } = makePublicSite(deps)

  expect(await (await get(paths.scheduleFile(event, 'xml'))).text()).toContain(`guid="${guid}"`)
})

const again = async (file: string, zone: string) => {
  const event = { ...(await makeEvent({ zone })), zone }
  const first = await importBytes(event, await readFile(file))
  const count = await db.$count(sessions, eq(sessions.eventId, event.id))
  expect(first.created).toBe(count)
  const { get } = makePublicSite(deps)
  for (const ending of endings) {
    const bytes = new Uint8Array(await (await get(paths.scheduleFile(event, ending))).arrayBuffer())
    const { rejected, notes, unchanged, newPeople } = await importBytes(event, bytes, true)
    expect([rejected, notes, newPeople]).toEqual([[], [], 0])
    // A session without a time has no place in the formats, and is then taken for withdrawn.
    expect(unchanged).toBe(await db.$count(sessions, eq(sessions.eventId, event.id)))
  }
  return count
}

test('D12: export and import leave a programme as it is', async () => {
  const file = 'tests/fixtures/schedules/pretalx.json'
  expect(await again(file, 'Europe/Paris')).toBe(2)
})

test.skipIf(missing).each([
  ['frab-xml/fosdem-2007.xml', 'Europe/Brussels', 215],
  ['frab-xml/fosdem-2025.xml', 'Europe/Brussels', 943],
  ['frab-xml/36c3-merged.xml', 'Europe/Berlin', 1_351],
  ['frab-xml/debconf23.xml', 'Asia/Kolkata', 117],
  ['frab-json/frab-camp2019.json', 'Europe/Berlin', 79],
  ['pretalx-api-json/pyconfr-2025.json', 'Europe/Paris', 75],
  ['other/europython-2014.xml', 'Europe/Berlin', 188],
])('D12: export and import leave %s as it is', async (file, zone, count) => {
  expect(await again(`${FOLDER}/${file}`, zone)).toBe(count)
})
