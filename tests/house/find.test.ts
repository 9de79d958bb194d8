import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const rows = [
  ...readFileSync('docs/find.md', 'utf8').matchAll(/^\| (.+?) \| `(.+?)` \| (?:`(.+?)`)? ?\|$/gm),
].map(([, word = '', file = '', spelt]) => ({ file, word: spelt ?? word }))

test('each word of docs/find.md stands in the file that it leads to', () => {
  expect(rows.length).toBeGreaterThanOrEqual(25)
  const astray = rows.filter(
    ({ file, word }) => !plain(readFileSync(file, 'utf8')).includes(plain(word)),
  )
  expect(astray).toEqual([])
})

/** Comments break their lines anywhere. */
const plain = (text: string) => text.replaceAll(/\s+(?:\* |\/\/ )?/g, ' ').toLowerCase()
