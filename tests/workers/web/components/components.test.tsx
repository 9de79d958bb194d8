import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { DateTile } from '#workers/web/components/date-tile.tsx'
import { Moment } from '#workers/web/components/event-card.tsx'
import { EventList } from '#workers/web/components/event-list.tsx'
import { initial } from '#workers/web/components/face.tsx'
import { ErrorSummary, Field } from '#workers/web/components/field.tsx'
import { eventHue, hueClass } from '#workers/web/components/hue.ts'
import { Icon } from '#workers/web/components/icon.tsx'
import { flag } from '#workers/web/components/place-name.tsx'
import { renderPage } from '../../../support/render-page.ts'
import { sampleEvent } from '../../../support/sample-event.ts'

const reader = { viewer: null, now: new Date('2026-06-01T12:00:00Z'), here: '/' }
const leaf = async (startsOn: string, endsOn: string, datePrecision: 'day' | 'month' | 'year') => {
  const html = await renderPage(<DateTile dates={{ startsOn, endsOn, datePrecision }} />)
  const text = /<p class="date-tile">(.*?)<\/p>/.exec(html)?.[1] ?? ''
  return text
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

test.each([
  ['2026-11-21', '2026-11-21', 'day', 'Nov 21 2026 Saturday 21 November 2026'],
  ['2026-11-21', '2026-11-24', 'day', 'Nov 21–24 2026 Saturday 21 to'],
  ['2026-11-30', '2026-12-02', 'day', '30 Nov 2 Dec 2026 Monday 30 November'],
  ['2026-12-30', '2027-01-02', 'day', '30 Dec 2 Jan 2026–27 Wednesday 30 December'],
  ['2026-03-01', '2026-03-31', 'month', 'Mar 2026 Some time in March 2026'],
  ['2026-01-01', '2026-12-31', 'year', '2026 Some time in 2026'],
] as const)('the leaf of %s to %s', async (startsOn, endsOn, precision, told) => {
  expect(await leaf(startsOn, endsOn, precision)).toContain(told)
})

test('months get headings where there is enough in them', async () => {
  const on = (startsOn: string) => ({ ...sampleEvent, startsOn, endsOn: startsOn })
  const busy = [on('2026-07-01'), on('2026-07-02'), on('2026-08-01'), on('2026-08-02')]
  const sparse = [on('2026-07-01'), on('2026-08-02')]
  const html = await renderPage(<EventList events={busy} reader={reader} />)
  expect(html).toContain('<h2>July 2026</h2>')
  expect(html).toContain('<h2>August 2026</h2>')
  expect(await renderPage(<EventList events={sparse} reader={reader} />)).not.toContain(
    'July 2026</h2>',
  )
})

test('D9: a page says one thing of one day, whatever the zones of its events', async () => {
  // It is the 30th already on Kiritimati, and the 28th still in Pago Pago.
  const now = new Date('2026-11-29T10:30:00Z')
  const words = async (zone: string, startsOn: string, endsOn = startsOn) => {
    const event = { ...sampleEvent, zone, startsOn, endsOn }
    const html = await renderPage(<Moment event={event} now={now} />)
    return /class="when[^>]*>([^<]*)</.exec(html)?.[1]
  }
  const zones = ['Pacific/Kiritimati', 'Europe/Berlin', 'Pacific/Pago_Pago']
  const ofAll = (startsOn: string) => Promise.all(zones.map((zone) => words(zone, startsOn)))
  expect(await ofAll('2026-11-30')).toEqual(['Tomorrow', 'Tomorrow', 'Tomorrow'])
  expect(await ofAll('2026-12-01')).toEqual(['In 2 days', 'In 2 days', 'In 2 days'])
  expect(await ofAll('2026-11-27')).toEqual(Array(3).fill('Ended 2 days ago'))
  // Whether it has ended is for its own clock to say.
  expect(await ofAll('2026-11-28')).toEqual(['Ended yesterday', 'Ended yesterday', 'On now'])
})

test('D9: scripts are told of which days the words are', async () => {
  const now = new Date('2026-11-29T10:00:00Z')
  const dates = { startsOn: '2026-11-20', endsOn: '2026-11-21' }
  const html = await renderPage(<Moment event={{ ...sampleEvent, ...dates }} now={now} />)
  expect(html).toContain('data-days="2026-11-20 2026-11-21" data-over=""')
  const vague = { ...sampleEvent, startsOn: '2026-12-01', datePrecision: 'month' } as const
  expect(await renderPage(<Moment event={vague} now={now} />)).not.toContain('data-days')
})

test('a topic always has the same colour, and gives it to its events', () => {
  expect(hueClass('rust')).toBe(hueClass('rust'))
  expect(eventHue({ slug: 'a', topics: [{ slug: 'rust' }, { slug: 'go' }] })).toBe(hueClass('rust'))
  const hues = new Set(Array.from({ length: 500 }, (_, index) => hueClass(`topic-${index}`)))
  expect(hues.size).toBe(12)
})

test('each icon is its own drawing, which nobody is read', async () => {
  const [plus, eye] = [
    await renderPage(<Icon name="plus" />),
    await renderPage(<Icon name="eye" />),
  ]
  expect(plus).toContain('<path d="M10 4v12M4 10h12"></path></svg>')
  expect(plus).toContain('aria-hidden="true"')
  expect(eye).not.toContain('M10 4v12M4 10h12')
})

test.each([
  ['Ada', 'A'],
  ['émile', 'É'],
  ['கிருஷ்ணன்', 'கி'],
  ['نور', 'ن'],
  ['👩🏽‍💻 dev', '👩🏽‍💻'],
  ['  ', '?'],
])('the initial of %s is %s', (name, letter) => {
  expect(initial(name)).toBe(letter)
})

test('a flag is spelt with two letters', () => {
  expect(flag('DE')).toBe('🇩🇪')
})

test('a wrong field says why, beside itself and in the summary', async () => {
  const errors = { email: ['That is not an e-mail address'] }
  const html = await renderPage(
    <>
      <ErrorSummary errors={errors} />
      <Field name="email" label="E-mail" value={'"><b>'} hint="Yours" errors={errors.email} />
    </>,
  )
  expect(html).toContain('aria-describedby="email-hint email-error"')
  expect(html).toContain('aria-invalid="true"')
  expect(html).toContain('href="#email-field"')
  expect(html).toContain('value="&quot;&gt;&lt;b&gt;"')
  expect(await renderPage(<ErrorSummary errors={{}} />)).not.toContain('error-summary')
})

test('a full page of badges stays under 14 KiB on the wire', async () => {
  const events = Array.from({ length: 50 }, (_, index) => ({
    ...sampleEvent,
    id: `0190f7a2-0000-7000-8000-${String(index).padStart(12, '0')}`,
    slug: `event-${index * 7919}`,
    name: `Conference number ${index * 7919} on things`,
    attendingCount: index * 13,
  }))
  const html = await renderPage(<EventList events={events} reader={reader} />)
  expect(gzipSync(html).length).toBeLessThan(14 * 1024)
})
