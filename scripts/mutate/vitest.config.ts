import { defineConfig } from 'vitest/config'
import everything from '../../vitest.config.ts'

const root = new URL('../..', import.meta.url).pathname
const { oxc, test } = everything
const fast = test?.projects?.find((one) => JSON.stringify(one).includes('"fast"'))
if (typeof fast !== 'object' || !('test' in fast)) throw new Error('There is no project "fast"')

/** The fast tests for StrykerJS, without those that read the code, which it has changed throughout. */
export default defineConfig({
  root,
  ...(oxc !== undefined && { oxc }),
  test: {
    projects: [
      { ...fast, test: { ...fast.test, exclude: ['**/*.slow.test.ts', 'tests/house/**'] } },
    ],
  },
})
