import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toMarkedUpEvent } from '#functions/imports/markup/marked-up-event.ts'
import { readHEvents } from '#functions/imports/markup/read-h-events.ts'
import { readPage } from '#functions/imports/markup/read-page.ts'

const REAL = '../shared/data/markup'
const isAbsent = !existsSync(REAL)
if (isAbsent) console.warn(`${REAL} is not here: the real pages are skipped`)

const read = (html: string, url: string | null = 'https://trees.example/page') =>
  readPage(new TextEncoder().encode(html), { file: 'a.html', url })
const linked = (...things: unknown[]) =>
  things
    .map((thing) => `<script type="application/ld+json">${JSON.stringify(thing)}</script>\n`)
    .join('')
const told = (html: string, url: string | null = 'https://trees.example/page') =>
  read(html, url).events.map((event) => toMarkedUpEvent(event, url))

const berlin = {
  '@type': 'Place',
  name: 'Forest Hall',
  address: { '@type': 'PostalAddress', addressLocality: 'Berlin', addressCountry: 'DE' },
}
const conference = {
  '@context': 'https://schema.org',
  '@type': 'BusinessEvent',
  name: 'TreeConf',
  startDate: '2030-05-02T22:30:00Z',
  endDate: '2030-05-04',
  url: '/2030/',
  location: berlin,
}

test('an event in JSON-LD is one of the directory, on the calendar of its city', () => {
  expect(told(linked(conference))).toMatchObject([
    {
      externalId: 'https://trees.example/2030/ / 2030',
      city: { name: 'Berlin' },
      incoming: {
        name: 'TreeConf',
        // Half past midnight there.
        ...{ startsOn: '2030-05-03', endsOn: '2030-05-04', zone: 'Europe/Berlin' },
        website: 'https://trees.example/2030/',
        ...{ status: 'scheduled', attendanceMode: 'in_person' },
      },
    },
  ])
})

test('events are found in lists, graphs and other things; parts of one are not events', () => {
  const { events, notes } = read(
    linked(
      [conference],
      { '@graph': [{ '@type': 'WebPage', mainEntity: { ...conference, name: 'In a graph' } }] },
      { '@type': 'EventSeries', name: 'Tour', subEvent: [{ ...conference, name: 'Of a tour' }] },
      { ...conference, name: 'Whole', subEvent: [{ ...conference, name: 'A talk' }] },
      { ...conference, name: 'Another talk', superEvent: { ...conference, name: 'Above' } },
    ),
  )
  const names = events.map(({ name }) => name)
  expect(names).toEqual(['TreeConf', 'In a graph', 'Tour', 'Of a tour', 'Whole', 'Above'])
  expect(notes.map(({ line }) => line)).toEqual([4, 5])
})

test('what is online, cancelled, vague or nowhere is told so', () => {
  const online = {
    ...conference,
    location: { '@type': 'VirtualLocation', url: 'https://live.example' },
    eventStatus: 'https://schema.org/EventCancelled',
  }
  const [first] = told(linked(online))
  expect(first).toMatchObject({
    city: null,
    incoming: { attendanceMode: 'online', zone: 'UTC', status: 'cancelled' },
  })
  expect(told(linked({ ...conference, startDate: '2030-02', endDate: undefined }))).toMatchObject([
    { incoming: { startsOn: '2030-02-01', endsOn: '2030-02-28', datePrecision: 'month' } },
  ])
  const reasons = told(
    linked(
      { ...conference, location: 'Somewhere' },
      { ...conference, location: undefined },
      { ...conference, startDate: 'May' },
      { ...conference, startDate: '2030-06-01' },
      { ...conference, startDate: '' },
    ),
  )
  expect(reasons).toEqual([
    { reason: 'Its time zone cannot be told from where it is' },
    { reason: 'Its time zone cannot be told from where it is' },
    { reason: 'Its start is no date: May' },
    { reason: 'It ends before it starts' },
    { reason: 'It has no start' },
  ])
})

test('broken JSON is rejected with its line, and stops no other; an empty script says nothing', () => {
  const html = `<html>\n<script type="application/ld+json">\n{ oops }</script>\n<script type="application/ld+json"> </script>\n<script type="application/ld+json">${'['.repeat(50_000)}</script>\n${linked(conference)}`
  const { events, rejected } = read(html)
  expect(events).toHaveLength(1)
  expect(rejected.map(({ line, reason }) => [line, reason.slice(0, 11)])).toEqual([
    [2, 'Broken JSON'],
    [5, 'Broken JSON'],
  ])
})

test('a microformat is read, and an event that is marked up twice is one', () => {
  const html = `<div class="h-event"><a class="p-name u-url" href="/2030/">TreeConf</a>
    <time class="dt-start" datetime="2030-05-02">2 May</time>
    <span class="p-location h-card"><b class="p-name">Hall</b> <i class="p-locality">Berlin</i>, <i class="p-country-name">Germany</i></span></div>`
  expect(told(html)).toMatchObject([
    {
      city: { name: 'Berlin' },
      incoming: { startsOn: '2030-05-02', website: 'https://trees.example/2030/' },
    },
  ])
  expect(read(linked({ ...conference, startDate: '2030-05-02' }) + html).events).toHaveLength(1)
})

test('nothing that a page says can act: no script, no address but of the web', () => {
  const [event] = told(
    linked({
      ...conference,
      name: '<img src=x onerror=alert(1)>',
      url: 'javascript:alert(1)',
      description: '<p onclick=alert(1)>Trees</p><script>alert(1)<\\/script>',
    }),
  )
  expect(event).toMatchObject({
    incoming: {
      name: '<img src=x onerror=alert(1)>',
      description: '<p>Trees</p>',
      website: 'https://trees.example/page',
    },
  })
})

test('whatever a page holds, reading it does not throw', () => {
  const thing = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('2030-05-02', 'Event', '', 'https://x.example/', 7, null, true),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          '@type',
          '@id',
          '@graph',
          'name',
          'startDate',
          'endDate',
          'location',
          'address',
          'geo',
          'latitude',
          'superEvent',
          'subEvent',
          'addressCountry',
          'url',
          'eventStatus',
          '__proto__',
        ),
        tie('node'),
      ),
    ),
  })).node
  fc.assert(
    fc.property(thing, fc.string(), (value, tail) => {
      for (const event of read(linked(value) + tail).events) toMarkedUpEvent(event, null)
    }),
    { numRuns: 300 },
  )
  for (const hostile of ['<div class=h-event>'.repeat(3_000), '<'.repeat(20_000), '\u0000\u0001'])
    expect(() => read(hostile)).not.toThrow()
})

test.skipIf(isAbsent)('every real page is read without throwing', async () => {
  const entries = await readdir(REAL, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'SOURCE.md')
  let found = 0
  for (const { parentPath, name } of files) {
    const bytes = await readFile(join(parentPath, name))
    const { events } = readPage(bytes, { file: name, url: 'https://page.example/' })
    for (const event of events) toMarkedUpEvent(event, 'https://page.example/')
    found += events.length
  }
  expect(files.length).toBeGreaterThan(150)
  expect(found).toBeGreaterThan(60)
})

type Properties = Record<string, (string | { value?: string })[]>

test.skipIf(isAbsent)('the h-event files agree with what their authors expect', async () => {
  const folder = join(REAL, 'microformats/microformats-v2/h-event')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.html'))
  expect(names.length).toBeGreaterThan(3)
  for (const name of names) {
    const html = await readFile(join(folder, name), 'utf8')
    const expected: { items: { properties: Properties }[] } = JSON.parse(
      await readFile(join(folder, name.replace(/html$/, 'json')), 'utf8'),
    )
    const first = (value: string | { value?: string } | undefined) =>
      (typeof value === 'string' ? value : value?.value) ?? null
    const { events } = readHEvents({ file: name, url: 'http://example.com/', html })
    const read = events.map((event) => [
      event.name,
      event.start,
      event.end,
      event.location?.text ?? null,
    ])
    expect({ name, events: read }).toEqual({
      name,
      events: expected.items.map(({ properties }) => [
        first(properties.name?.[0]),
        first(properties.start?.[0]),
        first(properties.end?.[0]),
        first(properties.location?.[0]),
      ]),
    })
  }
})
