import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { rateLimits } from '#db/schema/index.ts'
import { EVERY_MINUTE } from '#functions/jobs.ts'
import { WRITABLE } from '#functions/site/site-mode.ts'
import type { Bindings } from '#workers/env.ts'
import { runCron } from '#workers/run-cron.ts'
import { db } from '../support/database.ts'
import { settings } from '../support/edge.ts'
import { makeFlags } from '../support/flags.ts'

test('while read-only the cron changes nothing, and goes on telling incidents', async () => {
  for (const method of ['log', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation(() => {})
  const { flags, values, gets } = makeFlags()
  const tick = () =>
    runCron(
      { cron: EVERY_MINUTE, scheduledTime: Date.now() },
      {
        env: { FLAGS: flags } as Bindings,
        settings: { ...settings, REPLICA_URLS: [] },
        purge: async () => {},
        report: () => {},
      },
    )
  const subject = `write:${crypto.randomUUID()}`
  await db.insert(rateLimits).values({ subject, taken: 1, endsAt: new Date(0) })
  const isKept = async () =>
    (await db.select().from(rateLimits).where(eq(rateLimits.subject, subject))).length === 1

  values.set('site:mode', JSON.stringify({ ...WRITABLE, readOnly: true }))
  await tick()
  expect(await isKept()).toBe(true)
  expect(gets).toContain('incidents:state')

  values.set('site:mode', JSON.stringify(WRITABLE))
  await tick()
  expect(await isKept()).toBe(false)
})
