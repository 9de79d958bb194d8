import { afterAll, expect, test } from 'vitest'
import { type Growth, measureGrowth } from '../../support/worst-cases/growth.ts'
import { parsers } from '../../support/worst-cases/parsers.ts'

const worst: Growth[] = []

test.each(parsers)(
  'twice the bytes are at most two and a half times the work: $name',
  async ({ name, read, cases }) => {
    const all: Growth[] = []
    for (const [what, make] of Object.entries(cases))
      all.push(await measureGrowth(`${name}: ${what}`, read, make))
    worst.push(all.reduce((one, other) => (other.multiple > one.multiple ? other : one)))

    expect(all.filter(({ fault }) => fault !== null)).toEqual([])
  },
)

afterAll(() => {
  const lines = worst
    .toSorted((one, other) => other.multiple - one.multiple)
    .map(({ name, multiple }) => `${multiple.toFixed(1).padStart(8)}  ${name}`)
  console.info(['Worst case of 1 MB, in times JSON.parse of 1 MB:', ...lines].join('\n'))
})
