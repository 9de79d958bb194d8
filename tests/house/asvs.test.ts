import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** How many requirements of levels 1 and 2 each section of ASVS 5.0 has. Those of level 3 come last in it. */
const counts = `1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2
  4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4
  7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4
  10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1
  12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7
  16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2`
const numbers = counts.split(/\s+/).flatMap((section) => {
  const [name, count] = section.split(':')
  return Array.from({ length: Number(count) }, (_, index) => `${name}.${index + 1}`)
})

const rowsOf = (text: string) =>
  [...text.matchAll(/^\| (\d[\d.]*) \| (.*?) \| (.*) \|$/gm)].map(([, number, state, why]) => ({
    number: number ?? '',
    state: state ?? '',
    why: why ?? '',
  }))
/** What stands in backticks and is a file of ours. */
const filesIn = (text: string) =>
  [...text.matchAll(/`((?:[\w.-]+\/)*[\w.-]+\.(?:tsx?|md|json|toml))`/g)].map(
    ([, file]) => file ?? '',
  )

const rows = rowsOf(readFileSync('docs/asvs.md', 'utf8'))

test('every requirement of levels 1 and 2 is in docs/asvs.md once, in order', () => {
  expect(numbers).toHaveLength(253)
  expect(rows.map(({ number }) => number)).toEqual(numbers)
})

test('each says met, n/a or not yet, and what is not met says why', () => {
  const vague = rows.filter(
    ({ state, why }) => !/^(met|n\/a|not yet)$/.test(state) || why.trim() === '',
  )
  expect(vague).toEqual([])
})

test('what is met names a file', () => {
  const unproven = rows.filter(({ state, why }) => state === 'met' && filesIn(why).length === 0)
  expect(unproven).toEqual([])
})

test.each(['docs/asvs.md', 'docs/threat-model.md'])('each file that %s names is there', (doc) => {
  const named = filesIn(readFileSync(doc, 'utf8'))
  expect(named.length).toBeGreaterThan(10)
  expect([...new Set(named)].filter((file) => !existsSync(file))).toEqual([])
})
