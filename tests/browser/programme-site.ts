import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { connectNeon, createDatabase } from '#db/client.ts'
import { seed } from '#scripts/seed.ts'
import type { Stack } from '#scripts/stack/stack.ts'
import { startTestStack, stopTestStack } from '../stack/support.ts'
import type { useChromium } from './chromium.ts'

/** 883 sessions, where the data is present. Without it, these tests say so and skip. */
const FOSDEM = '../shared/data/schedules/frab-xml/fosdem-2026.xml'
export const hasFosdem = existsSync(FOSDEM)
export const withFosdem = test.skipIf(!hasFosdem)
export const fosdem = { year: 2026, slug: 'fosdem' }
export const day = '2026-01-31'

type Chromium = ReturnType<typeof useChromium>

/** A stack for a test file, with the sample, whose own programme is on now, and FOSDEM's. */
export function useProgrammeSite(chromium: Chromium) {
  const now = new Date()
  let stack: Stack
  beforeAll(async () => {
    stack = await startTestStack({
      replicas: 1,
      prepare: async ({ DATABASE_URL: url = '', NEON_SQL_ENDPOINT: endpoint }) => {
        connectNeon({ fetch, endpoint })
        await seed(createDatabase({ url }), { now })
      },
    })
    if (!hasFosdem) return
    const env = { ...process.env, HALLWAY_DATA: stack.dataDir }
    await promisify(execFile)('node', ['scripts/ops.ts', 'import', 'schedule', FOSDEM], { env })
  })
  afterAll(() => stopTestStack(stack))
  const sample = {
    year: new Date(now.getTime() - 86_400_000).getUTCFullYear(),
    slug: 'hallway-conf',
  }
  const open = async (path: string, options: Parameters<Chromium['newPage']>[0]) => {
    const page = await chromium.newPage({ ...options, baseURL: stack.origin })
    await page.goto(path)
    return page
  }
  return { sample, open, stack: () => stack }
}

export const scrollsSideways = (page: Page) =>
  page.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
