import { defineConfig } from 'vitest/config'

const temporaryFiles = 'tests/support/temporary-files.ts'
const globalSetup = [temporaryFiles, 'tests/support/global-setup.ts']
const oneProcess = {
  globalSetup,
  setupFiles: 'tests/support/property-seed.ts',
  isolate: false,
}
const inProcess = 'tests/{functions,workers,queues,db,scripts,house}/**/*'

const jsx = { runtime: 'automatic', importSource: 'hono/jsx' } as const

export default defineConfig({
  oxc: { jsx },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...oneProcess,
          name: 'fast',
          include: [`${inProcess}.test.{ts,tsx}`],
          exclude: ['**/*.slow.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          ...oneProcess,
          name: 'slow',
          include: [`${inProcess}.slow.test.ts`],
          maxWorkers: 2,
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'stack',
          include: ['tests/{stack,commands}/**/*.test.ts'],
          globalSetup,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'chaos',
          include: ['tests/chaos/**/*.test.ts'],
          globalSetup,
          fileParallelism: false,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: temporaryFiles,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
