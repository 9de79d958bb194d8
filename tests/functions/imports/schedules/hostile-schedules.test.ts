import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseEuropythonXml } from '#functions/imports/schedules/europython-xml.ts'
import { parseFrabJson } from '#functions/imports/schedules/frab-json.ts'
import { parseFrabXml } from '#functions/imports/schedules/frab-xml.ts'
import { parsePretalxJson } from '#functions/imports/schedules/pretalx-json.ts'
import { readProgramme } from '../../../support/read-programme.ts'

const parsers = [
  ['frab XML', parseFrabXml],
  ['frab JSON', parseFrabJson],
  ['pretalx JSON', parsePretalxJson],
  ['EuroPython XML', parseEuropythonXml],
] as const
const [invented, draft2, pretalx] = await Promise.all(
  ['invented.xml', 'draft-2.json', 'pretalx.json'].map((file) =>
    readFile(`tests/fixtures/schedules/${file}`, 'utf8'),
  ),
)

const laughs = `<?xml version="1.0"?>
<!DOCTYPE schedule [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<schedule><conference><title>&b;</title></conference></schedule>`
const outside = `<!DOCTYPE schedule [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule><conference><title>&x;</title></conference></schedule>`

test.each([
  ['entities that expand', laughs, '2: It declares a document type'],
  ['entities from outside', outside, '1: It declares a document type'],
  ['entities of no document', '<schedule>&x;</schedule>', '1: Broken XML: undefined entity.'],
  ['XML 100,000 deep', '<a>'.repeat(100_000), '1: It is nested too deeply'],
  ['XML that breaks off', '<schedule>\n<day>', '2: Broken XML: unclosed tag: day'],
  ['another document', '<rss></rss>', '1: It is no schedule: its outermost element is another'],
  ['bytes that are no text', Uint8Array.of(60, 0xff, 0xfe), '1: The file is not UTF-8'],
])('of %s nothing is read but the reason', async (_, xml, reason) => {
  const { event, sessions, rejected } = await readProgramme(parseFrabXml, xml)

  expect([event, sessions]).toEqual([null, []])
  expect(rejected).toEqual([reason])
})

test.each([
  ['JSON 100,000 deep', '['.repeat(100_000), '1: It is nested too deeply'],
  ['objects 100,000 deep', '{"a":'.repeat(100_000), '1: It is nested too deeply'],
  ['JSON that breaks off', '{"schedule":\n{', '2: Broken JSON: Close brace expected'],
  ['another document', '{"a": 1}', '1: It is no schedule'],
  ['a list', '[]', '1: It is no schedule'],
])('of %s nothing is read but the reason', async (_, json, reason) => {
  const { event, sessions, rejected } = await readProgramme(parseFrabJson, json)

  expect([event, sessions]).toEqual([null, []])
  expect(rejected).toEqual([reason])
})

test('more than 32 MiB are not read', async () => {
  const { rejected } = await readProgramme(parseFrabXml, `<schedule>${' '.repeat(33 << 20)}`, {
    size: 1 << 20,
  })

  expect(rejected).toEqual(['1: The file is larger than 32 MiB'])
})

test.each(parsers)('%s never throws, whatever the bytes', async (_, parse) => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const { sessions, rejected } = await readProgramme(parse, bytes)
      expect(sessions).toEqual([])
      expect(rejected.length).toBeLessThanOrEqual(1)
    }),
  )
})

/** A file with a piece of it put elsewhere, left out, or replaced. */
const mutated = (file: string | undefined) =>
  fc
    .tuple(
      fc.nat(),
      fc.nat({ max: 40 }),
      fc.oneof(fc.string(), fc.constantFrom('<', '"', '{', ']', '&#0;', 'null')),
    )
    .map(([at, length, piece]) => {
      const text = file ?? ''
      const from = at % (text.length + 1)
      return text.slice(0, from) + piece + text.slice(from + length)
    })

test.each([
  ['frab XML', parseFrabXml, invented],
  ['frab JSON', parseFrabJson, draft2],
  ['pretalx JSON', parsePretalxJson, pretalx],
])('a broken %s gives its sessions, or a reason', async (_, parse, file) => {
  await fc.assert(
    fc.asyncProperty(mutated(file), async (text) => {
      const { sessions, rejected } = await readProgramme(parse, text)
      expect(sessions.length > 0 || rejected.length > 0).toBe(true)
      for (const { title, startsAt, endsAt } of sessions) {
        expect(title).not.toBe('')
        expect(startsAt === null).toBe(endsAt === null)
        expect((endsAt ?? '') >= (startsAt ?? '')).toBe(true)
      }
    }),
  )
})
