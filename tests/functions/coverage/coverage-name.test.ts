import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coverageName, tells } from '#functions/coverage/coverage-name.ts'

const url = 'https://fosdem.org/2026/attachments/267201/communal_computing.odp'
const of = { url, session: { title: 'Communal computing' }, event: { name: 'FOSDEM 2026' } }

test.each([
  ...['Slides:', 'slides', 'Slides (PDF)', 'Slides (OOo)', '[PDF]', 'My slides', 'Video', 'file'],
  ...['Video recording (WebM/VP9)', 'Video recording (mp4)', 'Video (Ogg/Theora/Low quality)'],
  ...['Presentation slides', 'Präsentation', 'Folien zum Vortrag', 'Captation vidéo', 'スライド'],
  ...['Watch on YouTube', 'Source code', 'Slides 2', 'Part 1', '', '  ', '---', '№ 7', '1234'],
  ...['youtube.com/watch', 'youtu.be/dQw4w9WgXcQ', 'speakerdeck.com', 'https://a.example/b c'],
  ...['www.fosdem.org', 'fosdem.org', 'FOSDEM.org', 'docs.google.com/presentation/d/1x'],
  ...['communal_computing.odp', 'slides.7.pdf', '36C3-P25G.pdf', 'my talk final (2).pptx'],
  ...['communal_computing', '267201', '0b5dcd31-3f3e-4d21-9b0f-6f2f3f0b6a0e', 'deadbeef01'],
])('“%s” says nothing of what it is of, and gives way to the session', (title) => {
  expect(coverageName({ ...of, title })).toBe('Communal computing')
})

test.each([
  ...['Communal computing', 'Replicant Introduction', 'OSHW slides (PDF)', 'Slides: Looms'],
  ...['Node.js', 'ASP.NET', 'Socket.io', 'C++', 'Vue 3', 'Rust', 'Code with care', 'It works'],
  ...[
    'Ada/Spark',
    'Why index.html',
    'சென்னை',
    'النسيج',
    '日本語で話す',
    'facebook',
    'Sigover + alpha',
  ],
])('“%s” stays', (title) => {
  expect(coverageName({ ...of, title })).toBe(title)
})

test('what nobody has named, and is about no session, is called as the event', () => {
  expect(coverageName({ ...of, title: null })).toBe('Communal computing')
  expect(coverageName({ ...of, title: 'Photos', session: null })).toBe('FOSDEM 2026')
})

test('whatever the titles are, there is a name, and its own title is never changed', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 })
  const given = fc.record({ title: fc.option(text), url: fc.oneof(fc.webUrl(), text) })
  fc.assert(
    fc.property(given, ({ title, url }) => {
      const name = coverageName({ ...of, title, url })
      expect([title, 'Communal computing']).toContain(name)
      expect(coverageName({ ...of, title: name, url })).toBe(name)
    }),
  )
})

test('no host, no file and no part of its own address is ever a title', () => {
  const name = fc.stringMatching(/^[a-z]{1,8}[-_0-9][a-z0-9]{1,8}$/)
  fc.assert(
    fc.property(name, fc.constantFrom('pdf', 'odp', 'key', 'mp4'), (stem, ending) => {
      const url = `https://${stem}.example/${stem}.${ending}?v=${stem}`
      for (const title of [`${stem}.${ending}`, `${stem}.example`, stem, url])
        expect(tells(title, url)).toBe(false)
    }),
  )
})
