import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withinSite } from '#workers/redirect.ts'

const parts = [
  '/',
  '//',
  '\\',
  '.',
  '..',
  '%2e',
  '%2f',
  '@',
  ':',
  '?',
  '#',
  '\t',
  '\n',
  '\r',
  '\0',
  ' ',
]
const nasty = fc.string({ unit: fc.constantFrom(...parts, 'evil.example', 'é') })

test('whatever a place to lead to is made of, a browser finds it on this site', () => {
  const anything = fc.oneof(nasty, fc.webUrl(), fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(anything, fc.webPath(), (text, page) => {
      const path = withinSite(text)
      expect(new URL(path, `https://hallway.example${page}`).origin).toBe('https://hallway.example')
      expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/)
      expect(withinSite(path)).toBe(path)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['/topics/css/?after=x#s-1', '/topics/css/?after=x#s-1'],
  ['//evil.example/', '/evil.example/'],
  ['/\\evil', '/evil'],
  ['/.//evil', '/evil'],
  ['https://evil.example/', '/https://evil.example/'],
  ['', '/'],
])('%j leads to %j', (text, path) => {
  expect(withinSite(text)).toBe(path)
})
