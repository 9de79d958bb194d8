import { expect, test } from 'vitest'
import { askPopular } from '#scripts/bench/popular.ts'

test('the nth page is asked for with a weight of 1/n, by any of all members, the same for a seed', () => {
  const paths = Array.from({ length: 500 }, (_, n) => `/${n + 1}/`)
  const members = Array.from({ length: 1_000 }, (_, n) => `session=${n}`)
  const asks = askPopular(paths, members, 1)
  const share = (path: string) => asks.filter((ask) => ask.path === path).length / asks.length
  // All weights together are 6.79.
  expect(share('/1/')).toBeCloseTo(1 / 6.79, 1)
  expect(share('/1/') / share('/4/')).toBeGreaterThan(3)
  expect(share('/1/') / share('/4/')).toBeLessThan(5)
  expect(new Set(asks.map(({ path }) => path)).size).toBeGreaterThan(400)
  expect(new Set(asks.map(({ headers }) => headers?.cookie)).size).toBeGreaterThan(900)
  expect(askPopular(paths, members, 1)).toEqual(asks)
})
