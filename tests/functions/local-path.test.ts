import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localPath } from '#functions/local-path.ts'

test.each([
  ['/dashboard/', '/dashboard/'],
  ['/2026/dconstruct/?after=x#people', '/2026/dconstruct/?after=x'],
  ['/%2F%2Fevil.example/', '/%2F%2Fevil.example/'],
])('%s stays', (text, path) => {
  expect(localPath(text)).toBe(path)
})

test.each([
  '',
  'dashboard',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/%2e//evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '\\\\evil.example',
  ' //evil.example',
  `/${'x'.repeat(500)}`,
])('%s goes nowhere', (text) => {
  expect(localPath(text)).toBeNull()
})

test('wherever it leads, it leads nowhere else', () => {
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
    'evil.example',
  ]
  const nasty = fc.string({ unit: fc.constantFrom(...parts) })
  fc.assert(
    fc.property(
      fc.oneof(
        nasty,
        nasty.map((text) => `/${text}`),
        fc.webUrl(),
        fc.string(),
      ),
      (text) => {
        const path = localPath(text)
        if (path === null) return
        const url = new URL(path, 'https://hallway.example/sign-in/')
        expect(url.origin).toBe('https://hallway.example')
        expect(localPath(path)).toBe(path)
        expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/)
      },
    ),
    { numRuns: 1_000 },
  )
})
