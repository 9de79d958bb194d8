import { expect, test } from 'vitest'
import { KnownUrls } from '#workers/gateway/known-urls.ts'

test('an address that people ask for is known however many others come, and those are forgotten', () => {
  const known = new KnownUrls()
  known.set('https://hallway.example/topics/', '/topics/')
  for (let i = 0; i < 20_000; i++) {
    known.set(`https://hallway.example/topics/?utm_source=${i}`, '/topics/')
    if (i % 4_000 === 0)
      expect(known.pathOf('https://hallway.example/topics/'), String(i)).toBe('/topics/')
  }
  expect(known.pathOf('https://hallway.example/topics/')).toBe('/topics/')
  expect(known.pathOf('https://hallway.example/topics/?utm_source=0')).toBeUndefined()
})

test('an address that nobody links to is not remembered: it is too long', () => {
  const known = new KnownUrls()
  const url = `https://hallway.example/topics/?utm_source=${'x'.repeat(500)}`
  known.set(url, '/topics/')
  expect(known.pathOf(url)).toBeUndefined()
})
