import { afterAll, expect, test } from 'vitest'
import { type Growth, measureParser } from './growth.ts'
import type { Parser } from './parser.ts'

/** One test for each parser. Two files use it, so that two processors can. */
export function testWork(parsers: readonly Parser[]) {
  const worst: Growth[] = []

  test.each(parsers)(
    'twice the bytes are at most two and a half times the work: $name',
    { timeout: 300_000 },
    async (parser) => {
      const found = await measureParser(parser)
      worst.push(...found.slice(0, 1))
      expect(found.filter(({ fault }) => fault !== null)).toEqual([])
    },
  )

  afterAll(() => {
    const lines = worst
      .toSorted((one, other) => other.multiple - one.multiple)
      .map(({ name, multiple }) => `${multiple.toFixed(1).padStart(8)}  ${name}`)
    console.info(['Worst case of 1 MB, in times JSON.parse of 1 MB:', ...lines].join('\n'))
  })
}
