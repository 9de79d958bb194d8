import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { DateTile } from '#workers/web/components/date-tile.tsx'
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
  ['2026-11-30', '2026-12-02', 'day', 'Nov–Dec 30–2 2026 Monday 30 November'],
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
