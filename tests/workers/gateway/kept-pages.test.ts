import { expect, test } from 'vitest'
import { type Kept, KeptPages, newlyKept } from '#workers/gateway/kept-pages.ts'

const MINUTE_MS = 60_000

/** Room for 100 bytes, 75 of them for pages that were asked for again. */
function makePages() {
  const pages = new KeptPages<Kept>(100)
  const set = (key: string, bytes: number, nowMs = 0) => {
    const page = newlyKept(bytes, nowMs)
    pages.set(key, page)
    return page
  }
  const prove = (key: string, bytes: number, nowMs = 0) => {
    const page = set(key, bytes, nowMs)
    pages.use(key, page, nowMs)
    return page
  }
  const kept = (...keys: string[]) => keys.filter((key) => pages.get(key))
  return { pages, set, prove, kept }
}

test('a page that was made just now has been asked for once, and is on trial', () => {
  expect(newlyKept(7, 3)).toEqual({ bytes: 7, usedAtMs: 3, uses: 1, isProven: false })
})

test('a page in place of another takes its own bytes, and all the room there is may be taken', () => {
  const { set, kept } = makePages()
  set('a', 60)
  set('a', 20)
  set('b', 80)
  expect(kept('a', 'b')).toEqual(['a', 'b'])
  set('c', 1)
  expect(kept('a', 'b', 'c')).toEqual(['b', 'c'])
})

test('a page that is taken out leaves its bytes to others', () => {
  const { pages, set, kept } = makePages()
  set('a', 60)
  pages.delete('never there')
  pages.delete('a')
  expect(kept('a')).toEqual([])
  set('b', 40)
  set('c', 60)
  expect(kept('b', 'c')).toEqual(['b', 'c'])
})

test('uses are counted once a second, and those of a minute ago count half', () => {
  const { pages, set } = makePages()
  const page = set('a', 10)
  pages.use('a', page, 999)
  expect(page).toMatchObject({ uses: 1, usedAtMs: 0, isProven: true })
  pages.use('a', page, MINUTE_MS)
  expect(page).toMatchObject({ uses: 1.5, usedAtMs: MINUTE_MS })
  pages.use('a', page, MINUTE_MS + 1_000)
  expect(page.uses).toBeCloseTo(1 + 1.5 * 2 ** (-1 / 60), 10)
})

test('what is asked for again has three quarters of the room, and gives them up to no equal', () => {
  const { pages, prove } = makePages()
  const [a, b, c] = [prove('a', 40), prove('b', 35), prove('c', 1)]
  expect([a.isProven, b.isProven, c.isProven]).toEqual([true, true, false])
  // Asked for in the same second it keeps its place, which is the first to go.
  pages.use('a', a, 0)
  const twiceAsMuch = prove('d', 25, MINUTE_MS)
  expect([a.isProven, b.isProven, twiceAsMuch.isProven]).toEqual([false, true, true])
})

test('a page that is asked for again and again takes nobody else’s place', () => {
  const { pages, prove } = makePages()
  const [a, b] = [prove('a', 40), prove('b', 35)]
  pages.use('b', b, 1_000)
  expect([a.isProven, b.isProven]).toEqual([true, true])
})

test('room among those that were asked for again is theirs alone, and free once they are gone', () => {
  const { pages, set, prove } = makePages()
  prove('a', 40)
  const b = prove('b', 35)
  set('passing', 10)
  pages.delete('passing')
  expect(prove('c', 10).isProven).toBe(false)
  pages.delete('a')
  expect([prove('d', 40).isProven, b.isProven]).toEqual([true, true])
  expect(prove('e', 1).isProven).toBe(false)
})

test('a page that is made anew stays where it was', () => {
  const { pages, set, prove } = makePages()
  prove('a', 40)
  set('a', 30)
  expect(pages.get('a')).toMatchObject({ bytes: 30, isProven: true })
})

test('what nobody has come back to for ten minutes gives way to what is asked for once', () => {
  for (const [nowMs, left] of [
    [10 * MINUTE_MS, ['a', 'c']],
    [10 * MINUTE_MS + 1, ['b', 'c']],
  ] as const) {
    const { set, prove, kept } = makePages()
    prove('a', 60)
    set('b', 40)
    set('c', 40, nowMs)
    expect(kept('a', 'b', 'c')).toEqual(left)
  }
})
