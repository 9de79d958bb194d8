import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseConfsTech } from '#functions/imports/confs-tech.ts'

const encoder = new TextEncoder()
const parse = (text: string) => parseConfsTech(encoder.encode(text), '2030/ux.json', 'ux')

const good = {
  name: 'Invented Conf',
  url: 'https://invented.example/',
  startDate: '2030-03-02',
  endDate: '2030-03-03',
  city: 'Boston, MA',
  country: 'U.S.A.',
}
const parseOne = (fields: object) => parse(JSON.stringify([{ ...good, ...fields }]))

test('a record becomes a conference, cleaned', () => {
  const { conferences, rejected, notes } = parseOne({
    name: ' IoT, AI\u202f&  Blockchain\n Summit ',
    online: true,
    locales: 'DE, EN',
    cocUrl: 'invented.example/coc',
    twitter: 'https://twitter.com/invented',
    mastodon: '@invented@social.example',
    bluesky: '@Invented.bsky.social',
    cfpUrl: 'invented.example/cfp',
    cfpEndDate: '2030-01-31',
  })

  expect([rejected, notes]).toEqual([[], []])
  expect(conferences).toEqual([
    {
      ...{ file: '2030/ux.json', line: 1, topic: 'ux' },
      name: 'IoT, AI & Blockchain Summit',
      website: 'https://invented.example/',
      ...{ startsOn: '2030-03-02', endsOn: '2030-03-03' },
      ...{ city: 'Boston, MA', country: 'U.S.A.', online: true },
      codeOfConductUrl: 'https://invented.example/coc',
      languages: ['de', 'en'],
      xHandle: 'invented',
      mastodonHandle: 'invented@social.example',
      blueskyHandle: 'invented.bsky.social',
      call: { url: 'https://invented.example/cfp', closesOn: '2030-01-31' },
    },
  ])
})

test.each([
  [{ startDate: '2030-02-30' }, 'The start date is not a day that exists'],
  [{ startDate: 'soon' }, 'The start date is not a day that exists'],
  [{ startDate: undefined }, 'The start date is missing'],
  [{ endDate: '2030-03-01' }, 'It ends before it starts'],
  [{ endDate: '2032-03-01' }, 'It takes longer than 366 days'],
  [{ startDate: '0030-03-02', endDate: '0030-03-02' }, 'It is in no year of ours'],
  [{ name: undefined }, 'The name is missing'],
  [{ name: 5 }, 'The name is missing'],
  [{ name: ' \n\u0000' }, 'The name is empty'],
  [{ name: 'x'.repeat(201) }, 'The name is longer than 200 characters'],
  [{ city: 'x'.repeat(101) }, 'The city is longer than 100 characters'],
  [{ country: undefined }, 'It has a city without a country'],
  [{ url: 'javascript:alert(1)' }, 'The url is not an address on the web'],
  [{ url: 'ftp://invented.example' }, 'The url is not an address on the web'],
  [{ url: 'https://user:secret@invented.example' }, 'The url is not an address on the web'],
  [{ url: `https://invented.example/${'x'.repeat(2000)}` }, 'The url is not an address on the web'],
  [{ online: 'yes' }, 'online is neither true nor false'],
])('%j is rejected: %s', (fields, reason) => {
  const { conferences, rejected } = parseOne(fields)

  expect(conferences).toEqual([])
  expect(rejected).toEqual([{ file: '2030/ux.json', line: 1, reason }])
})

test.each([
  ['twitter', '@@dotaiconf'],
  ['twitter', '@hub.berlin'],
  ['twitter', '@nofluffjuststuff'],
  ['mastodon', '@nowhere'],
  ['bluesky', 'not a domain'],
  ['cocUrl', 'In signup and event day page'],
  ['locales', '!'],
  ['cfpUrl', 'not an address'],
  ['cfpEndDate', '2030-02-30'],
  ['twitter', 7],
])('%s %j is left out with a note', (field, value) => {
  const { conferences, notes } = parseOne({ [field]: value })

  expect(conferences).toHaveLength(1)
  expect(notes[0]).toMatchObject({ line: 1, reason: expect.stringContaining(`${field} left out`) })
})

test('a bad record is told by the line of what is wrong in it, and stops no other', () => {
  const bad = '{\n "name": "A",\n "url": "https://a.example",\n "startDate": "2030-13-01"\n}'
  const { conferences, rejected } = parse(`[\n${bad},\n${JSON.stringify(good)},\n7]`)

  expect(conferences.map(({ line }) => line)).toEqual([7])
  expect(rejected.map(({ line }) => line)).toEqual([5, 8])
})

test.each([
  ['', 1],
  ['[\n{"name": "A"\n', 3],
  ['[\n\n{,}]', 3],
  ['// no comments\n[]', 1],
  ['{}', 1],
  ['"a list"', 1],
  ['['.repeat(200_000), 1],
])('a file that is no list of records (%#) is rejected with its line', (text, line) => {
  expect(parse(text)).toMatchObject({ conferences: [], rejected: [{ line }] })
})

test('no bytes make it throw, and every rejection has its file and line', () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.json().map((json) => encoder.encode(json)),
    fc.string().map((text) => encoder.encode(`[{"name": "${text}"}]`)),
  )
  fc.assert(
    fc.property(anything, (bytes) => {
      const lines = new TextDecoder().decode(bytes).split('\n').length
      for (const { file, line, reason } of parseConfsTech(bytes, 'a.json', 'ux').rejected) {
        expect(file).toBe('a.json')
        expect(line).toBeGreaterThanOrEqual(1)
        expect(line).toBeLessThanOrEqual(lines)
        expect(reason).not.toBe('')
      }
    }),
    { numRuns: 500 },
  )
})

test('whatever a field holds, what comes out is what it promises', () => {
  const value = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.date({ noInvalidDate: true }).map(String),
    fc.jsonValue(),
  )
  const fields = fc.dictionary(
    fc.constantFrom('name', 'url', 'endDate', 'city', 'twitter', 'mastodon', 'cocUrl', 'locales'),
    value,
  )
  fc.assert(
    fc.property(fields, (given) => {
      const { conferences, rejected } = parseOne(given)
      expect(conferences.length + rejected.length).toBe(1)
      for (const { name, website, startsOn, endsOn, xHandle } of conferences) {
        expect(name).toBe(name.trim())
        expect(name).not.toMatch(/[\n\0]|\s\s/)
        expect(website).toMatch(/^https?:/)
        expect(endsOn >= startsOn).toBe(true)
        if (xHandle !== null) expect(xHandle).toMatch(/^\w{1,15}$/)
      }
    }),
    { numRuns: 500 },
  )
})
