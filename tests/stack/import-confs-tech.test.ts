import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { connectNeon, createDatabase } from '#db/client.ts'
import { events, places } from '#db/schema/index.ts'
import { countEvents } from '#functions/events/count-events.ts'
import { getHome } from '#functions/home/queries.ts'
import { createCommit, storesOf } from '#functions/outbox/commit.ts'
import { getPlace } from '#functions/places/queries.ts'
import { getTopic } from '#functions/topics/queries.ts'
import { importConfsTech } from '#scripts/ops/import-confs-tech.ts'
import { stackForTest } from './support.ts'

const LISTS = '../shared/data/confs-tech'
const isAbsent = !existsSync(LISTS)
if (isAbsent) console.warn(`${LISTS} is not here: the import of all its lists is skipped`)

test.skipIf(isAbsent)(
  'all of confs.tech comes in over HTTP, and again without a change',
  async () => {
    const stack = await stackForTest({ bundle: null, redis: 'in-process' })
    connectNeon({ fetch, endpoint: stack.settings.NEON_SQL_ENDPOINT })
    const db = createDatabase({ url: stack.settings.DATABASE_URL ?? '' })
    const startedAt = performance.now()

    const first = await importConfsTech(storesOf(db), LISTS)
    const again = await importConfsTech(storesOf(db), LISTS)

    expect(performance.now() - startedAt).toBeLessThan(60_000)
    expect(first).toMatchObject({ updated: 0, skipped: 0, rejected: [] })
    expect(first.created).toBeGreaterThan(4_000)
    expect(again).toMatchObject({ created: 0, updated: 0, skipped: first.created, rejected: [] })
    expect(await db.$count(events)).toBe(first.created)
    expect(await db.$count(places)).toBeGreaterThan(500)

    const now = new Date('2026-08-06T12:00:00Z')
    await countEvents({ write: db, commit: createCommit(db, () => {}), now: () => now })
    const home = await getHome(db, { now })
    expect(home.upcoming).toHaveLength(12)
    expect(home.topics[0]?.upcomingCount).toBeGreaterThan(10)
    const { topic, years } = await getTopic(db, 'javascript', { now, when: 'past' })
    expect(topic).toMatchObject({ name: 'JavaScript' })
    expect(years.length).toBeGreaterThan(5)
    const { place, page, cities } = await getPlace(db, 'united-kingdom', { now, when: 'upcoming' })
    expect(place.upcomingCount).toBe(page.events.length)
    expect(cities[0]).toMatchObject({ slug: 'london' })
  },
)
