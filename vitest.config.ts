import { defineConfig } from 'vitest/config'

const temporaryFiles = 'tests/support/temporary-files.ts'
const globalSetup = [temporaryFiles, 'tests/support/global-setup.ts']
const oneProcess = {
  globalSetup,
  setupFiles: 'tests/support/property-seed.ts',
  isolate: false,
}
const inProcess = 'tests/{functions,workers,queues,db,scripts,house}/**/*'

/** Their promises are about time, or about how a busy site answers: another test beside them would break them. */
const alone = [
  'chaos',
  'consistency',
  'crawl',
  'deploys',
  'faults',
  'mail-lane',
  'old-pages',
  'overlapping-writes',
  'overload',
  'plans',
  'read-only',
  'supervisor',
].map((name) => `tests/stack/${name}.test.ts`)
const ownStack = { globalSetup, testTimeout: 60_000, hookTimeout: 120_000 }

const jsx = { runtime: 'automatic', importSource: '#jsx', development: false } as const

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
          maxWorkers: 2,
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
          ...ownStack,
          name: 'stack',
          include: ['tests/{stack,commands}/**/*.test.ts'],
          exclude: alone,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...ownStack,
          name: 'stack-alone',
          include: alone,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
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
