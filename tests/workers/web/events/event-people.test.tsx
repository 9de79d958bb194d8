import { expect, test } from 'vitest'
import { earlier, next, readerWho, renderEvent } from '../../../support/render-event.tsx'
import { sampleEvent } from '../../../support/sample-event.ts'

const item = {
  ...{
    id: 'one',
    kind: 'video' as const,
    url: 'https://videos.example/1',
    title: 'A video',
    author: null,
  },
  ...{ provider: null, language: null, durationS: null, hasThumbnail: false, playerUrl: null },
  ...{
    deadSince: null,
    archiveUrl: null,
    addedBy: null,
    createdAt: new Date('2026-08-31T10:00:00Z'),
  },
} as const

const past = { startsOn: '2024-08-01', endsOn: '2024-08-02' }

test('a past event tells how long ago it was and who was there, and asks whether you were', async () => {
  const html = await renderEvent(past, readerWho())
  for (const words of ['Ended 2 years ago', 'Who was there', 'I was there', 'value="attending"'])
    expect(html).toContain(words)
  expect(html).not.toContain('value="tracking"')
  expect(await renderEvent(past)).toContain('I was there')
  const there = await renderEvent(past, readerWho('attending'))
  expect(there).toContain('You were there')
  expect(there).toContain('value="none"')
  const tracked = await renderEvent(past, readerWho('tracking'))
  for (const words of ['You tracked it', 'I was there']) expect(tracked).toContain(words)
})

test('nobody is asked whether they were at what was cancelled', async () => {
  expect(await renderEvent({ ...past, status: 'cancelled' }, readerWho())).not.toContain(
    '/attendance/',
  )
})

const postponed = { ...past, status: 'postponed' } as const
const offs = [{ status: 'cancelled' }, { ...past, status: 'cancelled' }, postponed] as const

test.each(offs)(
  'of what did not take place nobody is said to have been there: %#',
  async (fields) => {
    const html = await renderEvent(fields, readerWho())
    expect(html).toContain('Who had planned to go')
    expect(html).not.toMatch(/w(as|ere) there|is going|I was there|\/attendance\//)
    const nobody = { ...fields, attending: [], attendingCount: 0 }
    expect(await renderEvent(nobody, readerWho())).toContain('Nobody had said so.')
  },
)

test.each(offs)(
  'one’s own mark on it can be let go of, and nothing else be pressed: %#',
  async (fields) => {
    const attending = await renderEvent(fields, readerWho('attending'))
    expect(attending).toContain('You had planned to go<')
    const tracking = await renderEvent(fields, readerWho('tracking'))
    for (const html of [attending, tracking]) {
      expect(html.match(/name="role" value="[a-z]+"/g)).toEqual(['name="role" value="none"'])
      expect(html).not.toMatch(/You were there|I was there|>Attend</)
    }
  },
)

test('what is put off from days to come can still be marked', async () => {
  const html = await renderEvent({ status: 'postponed' }, readerWho())
  for (const words of ['Who is going', 'value="attending"', 'value="tracking"'])
    expect(html).toContain(words)
})

test('of what is over nothing is still to be announced', async () => {
  for (const datePrecision of ['day', 'month', 'year'] as const) {
    const html = await renderEvent({ ...past, datePrecision, place: null, venues: [] })
    expect(html).toContain('Place not recorded')
    expect(html).not.toMatch(/announced|TBA/)
  }
})

const summary = (html: string) =>
  (/<a class="crowd"[^>]*>(.*?)<\/a>/.exec(html)?.[1] ?? '')
    .replace(/<span class="faces".*?<\/span><\/span>/, '')
    .replaceAll(/<[^>]+>/g, '')
    // A line does not begin with the dot.
    .replace('\u00a0· ', ' · ')
const crowd = ['Ada', 'Grace', 'Hedy', 'نور'].map((name) => ({ handle: name, name }))

test.each([
  [
    { attending: crowd, attendingCount: 9, trackingCount: 4 },
    undefined,
    'Ada, Grace and 7 more are going · 4 tracking',
  ],
  [
    { attending: crowd.slice(0, 2), attendingCount: 2, trackingCount: 0 },
    undefined,
    'Ada and Grace are going',
  ],
  [{ attending: crowd.slice(3), attendingCount: 1, trackingCount: 0 }, undefined, 'نور is going'],
  [{ attending: [], attendingCount: 0, trackingCount: 1 }, undefined, '1 tracking'],
  [{ attending: [], attendingCount: 0, trackingCount: 0 }, undefined, ''],
  [
    { attending: crowd, attendingCount: 9, trackingCount: 0 },
    'attending',
    'You, Ada and 7 more are going',
  ],
  [
    { attending: [{ handle: 'ada', name: 'Ada' }], attendingCount: 1, trackingCount: 0 },
    'attending',
    'You are going',
  ],
  [
    { ...past, attending: crowd.slice(0, 1), attendingCount: 1, trackingCount: 2 },
    undefined,
    'Ada was there · 2 tracked it',
  ],
  [
    { status: 'cancelled', attending: crowd, attendingCount: 9, trackingCount: 2 },
    'attending',
    'You, Ada and 7 more had planned to go · 2 tracked it',
  ],
  [
    {
      ...past,
      status: 'postponed',
      attending: crowd.slice(0, 1),
      attendingCount: 1,
      trackingCount: 0,
    },
    undefined,
    'Ada had planned to go',
  ],
  [
    { ...past, attending: [{ handle: 'ada', name: 'Ada' }], attendingCount: 1, trackingCount: 0 },
    'attending',
    'Nobody else has said so yet',
  ],
] as const)('beneath the buttons stands who goes: %#', async (fields, role, told) => {
  expect(summary(await renderEvent(fields, readerWho(role)))).toBe(told)
})

test('people stand before the programme while it is to come, and the press swaps in whoever goes', async () => {
  const programme = {
    days: [{ day: '2026-09-04', count: 3 }],
    speakerCount: 0,
    speakers: [],
    changes: [],
  }
  const html = await renderEvent({ programme }, readerWho())
  const order = ['id="event-marks"', 'id="event-crowd"', 'Who is going', '>Programme<']
  const places = order.map((part) => html.indexOf(part))
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect(places).not.toContain(-1)
  expect(html).toContain('data-swap="event-marked event-marks event-crowd event-people"')
  expect(html).toContain('class="crowd" href="#event-people"')
  expect(await renderEvent({ attending: [], attendingCount: 0, trackingCount: 0 })).toContain(
    'id="event-crowd"',
  )
})

test('of a past event recordings and the next edition come first', async () => {
  const event = { ...sampleEvent, topic: null }
  const coverage = [{ ...item, event, session: null, credits: [] }]
  const html = await renderEvent({ ...past, coverage, editions: [next, earlier] })
  const order = [
    'Next edition',
    'dConstruct 2027',
    'To watch and read',
    'Who was there',
    'Earlier editions',
    'dConstruct 2019',
  ]
  const places = order.map((part) => html.indexOf(part))
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect(places).not.toContain(-1)
  expect(html.match(/dConstruct 2027/g)).toHaveLength(1)
})
