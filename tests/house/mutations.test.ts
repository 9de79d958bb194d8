import { existsSync, readFileSync } from 'node:fs'
import { transform } from 'esbuild'
import { expect, test } from 'vitest'
import { mutate, readMutations } from '#scripts/mutate/read-mutations.ts'

/** `npm run mutate -- --listed` takes minutes and is seldom run: here its list is kept from going stale. */
const listed = (await readMutations()).flatMap(({ mutations }) => mutations)

test.each(listed)('can be tried out: $promise', async (mutation) => {
  const { file, test } = mutation
  const loader = file.endsWith('x') ? 'tsx' : 'ts'
  await transform(mutate(readFileSync(file, 'utf8'), mutation), { loader })
  expect(existsSync(test), test).toBe(true)
})
