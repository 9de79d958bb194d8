import { expect, test } from 'vitest'
import { planCoverage } from '#functions/imports/programmes/plan-coverage.ts'

const place = { eventId: 'e', sessionId: 's', source: 'schedule' }
const slides = (url: string, title: string | null = null) => ({
  ...{ kind: 'slides' as const, url: `https://a.example/${url}`, title },
  ...{ language: null, durationS: null, thumbnailUrl: null },
})
const known = (url: string) => ({
  ...{ ...slides(url), sessionId: 's', urlKey: `a.example/${url}` },
})

test('a document that a session has in two forms is one', () => {
  const found = [slides('41/talk.odp', 'Slides (ODP)'), slides('25/talk.pdf'), slides('notes.odp')]
  const planned = planCoverage(found, [], place).map(({ url }) => url)
  expect(planned).toEqual(['https://a.example/25/talk.pdf', 'https://a.example/notes.odp'])
})

test('nor is another form added to what is there, whatever more it says', () => {
  expect(planCoverage([slides('25/talk.pdf', 'Engines')], [known('41/talk.odp')], place)).toEqual(
    [],
  )
  expect(planCoverage([slides('talk.pdf', 'Engines')], [known('talk.pdf')], place)).toHaveLength(1)
})
