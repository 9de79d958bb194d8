import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { exportFrabJson } from '#functions/exports/export-frab-json.ts'
import { exportFrabXml } from '#functions/exports/export-frab-xml.ts'
import type { ExportedProgramme } from '#functions/exports/exported-programme.ts'
import type { ParseProgramme } from '#functions/imports/programme-record.ts'
import { parseFrabJson } from '#functions/imports/schedules/frab-json.ts'
import { parseFrabXml } from '#functions/imports/schedules/frab-xml.ts'
import { anyProgramme, exportedEvent, exportedSession } from '../../support/exported-programme.ts'
import { readProgramme } from '../../support/read-programme.ts'

const ORIGIN = 'https://hallway.example'
const SCHEMAS = '../shared/data/schedules'
const missing = !existsSync(SCHEMAS)
if (missing) console.log(`${SCHEMAS} is absent: exports are not held against frab's schemas`)

const samples = () => [
  { event: exportedEvent, rooms: [], sessions: [] },
  { event: { ...exportedEvent, slug: 'x', zone: 'UTC' }, rooms: [], sessions: [exportedSession] },
  ...fc.sample(anyProgramme, { numRuns: 20, seed: 7 }),
]

test.skipIf(missing)("the XML is valid against frab's schema", async () => {
  const schema = await readFile(`${SCHEMAS}/frab-xml/schema/schedule.xml.xsd`, 'utf8')
  const xml = samples().map((programme, index) => ({
    fileName: `${index}.xml`,
    contents: exportFrabXml(programme, ORIGIN),
  }))

  const { errors } = await validateXML({
    xml,
    schema: { fileName: 'schedule.xsd', contents: schema },
  })

  expect(errors.map(({ message }) => message)).toEqual([])
})

test.skipIf(missing)("the JSON is valid against frab's schema", async () => {
  const schema = JSON.parse(
    await readFile(`${SCHEMAS}/frab-json/schema/schema.json`, 'utf8'),
  ) as Record<string, unknown>
  delete schema.$schema
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { color: true } })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)

  for (const programme of samples()) {
    validate(JSON.parse(exportFrabJson(programme, ORIGIN)))
    expect(validate.errors ?? []).toEqual([])
  }
})

/** What a file of ours says of a session when it is read again. */
const told = ({ sessions }: ExportedProgramme, isCovered: (kind: string) => boolean) =>
  sessions
    .filter(({ isWithdrawn }) => !isWithdrawn)
    .map(({ id, externalId, credits, coverage, ...session }) => ({
      externalId: externalId && externalId.length === 36 ? externalId : id,
      ...{ title: session.title, subtitle: session.subtitle, abstract: session.abstract },
      ...{
        kind: session.kind,
        day: session.day,
        startsAt: session.startsAt,
        endsAt: session.endsAt,
      },
      ...{
        room: session.room,
        track: session.track,
        language: session.language,
        level: session.level,
      },
      ...{ notRecorded: session.notRecorded, url: session.url },
      credits: credits.map(({ name, role }) => ({ name, role })),
      coverage: coverage.filter(({ kind }) => isCovered(kind)),
    }))
    .sort(byId)

const byId = (one: { externalId: string }, other: { externalId: string }) =>
  one.externalId < other.externalId ? -1 : 1

async function readAgain(parse: ParseProgramme, file: string) {
  const { event, sessions, rejected, notes } = await readProgramme(parse, file)
  expect([rejected, notes]).toEqual([[], []])
  return {
    event,
    sessions: sessions
      .map(({ file: _, line: __, ...session }) => ({
        ...session,
        credits: session.credits.map(({ name, role }) => ({ name, role })),
        coverage: session.coverage.map(({ kind, url, title }) => ({ kind, url, title })),
      }))
      .sort(byId),
  }
}

test('D12: a programme in XML is the same when it is read again', async () => {
  await fc.assert(
    fc.asyncProperty(anyProgramme, async (programme) => {
      const { event, sessions } = await readAgain(parseFrabXml, exportFrabXml(programme, ORIGIN))
      expect(sessions).toEqual(told(programme, () => true))
      expect(event?.zone).toBe(programme.event.zone)
      // The days of a file say when they change, but where there is nothing in them.
      if (sessions.length > 0) expect(event?.dayChangeMinutes).toBe(240)
    }),
  )
})

test('D12: a programme in JSON is the same when it is read again', async () => {
  const covered = ['video', 'slides', 'handout', 'write-up']
  await fc.assert(
    fc.asyncProperty(anyProgramme, async (programme) => {
      const { sessions } = await readAgain(parseFrabJson, exportFrabJson(programme, ORIGIN))
      expect(sessions).toEqual(told(programme, (kind) => covered.includes(kind)))
    }),
  )
})

test('people come back by their guid, though two of them have one name', async () => {
  const ids = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b']
  const credits = ids.map((personId) => ({ name: 'Sam', role: 'moderator' as const, personId }))
  const sessions = [{ ...exportedSession, credits }]
  const programme = { event: exportedEvent, rooms: [], sessions }

  for (const [parse, file] of [
    [parseFrabXml, exportFrabXml(programme, ORIGIN)],
    [parseFrabJson, exportFrabJson(programme, ORIGIN)],
  ] as const) {
    const read = await readProgramme(parse, file)
    expect(read.sessions[0]?.credits.map(({ externalId }) => externalId)).toEqual(ids)
  }
})

test('what is withdrawn, and what has no time, is left out', async () => {
  const sessions = [
    { ...exportedSession, isWithdrawn: true },
    { ...exportedSession, startsAt: null, endsAt: null },
  ]
  const { sessions: read } = await readProgramme(
    parseFrabXml,
    exportFrabXml({ event: exportedEvent, rooms: [], sessions }, ORIGIN),
  )

  expect(read).toEqual([])
})
