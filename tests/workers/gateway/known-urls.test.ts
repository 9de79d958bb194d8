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

test('addresses that lead nowhere, however often they are asked for, push out none that does', () => {
  const known = new KnownUrls()
  known.set('https://hallway.example/topics/', '/topics/')
  for (let i = 0; i < 20_000; i++) known.pathOf(`https://hallway.example/none/${i}/`)
  expect(known.pathOf('https://hallway.example/topics/')).toBe('/topics/')
})

test('between 5,000 and 10,000 addresses are known', () => {
  for (const [others, path] of [
    [9_999, '/first/'],
    [10_000, undefined],
  ] as const) {
    const known = new KnownUrls()
    known.set('first', '/first/')
    for (let i = 0; i < others; i++) known.set(String(i), '/')
    expect(known.pathOf('first')).toBe(path)
  }
})

test('an address that nobody links to is not remembered: it is too long', () => {
  const known = new KnownUrls()
  for (const [length, path] of [
    [500, '/topics/'],
    [501, undefined],
  ] as const) {
    const url = 'https://hallway.example/topics/?utm_source='.padEnd(length, 'x')
    known.set(url, '/topics/')
    expect(known.pathOf(url)).toBe(path)
  }
})
