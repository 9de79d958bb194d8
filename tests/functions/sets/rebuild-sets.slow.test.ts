import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { redisKeys } from '#db/redis.ts'
import { rebuildSets } from '#functions/sets/rebuild-sets.ts'
import { openDatabase } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { redis } from '../../support/redis.ts'

const { deps } = makeDeps()

test('a rebuild writes thousands of members at a time, and misses none between two pages', async () => {
  const write = await openDatabase()
  await write.execute(sql`
    insert into people (id, handle, name)
    select gen_random_uuid(), 'person-' || n, 'Person' from generate_series(1, 2600) n`)
  await write.execute(sql`
    insert into events (id, year, slug, name, starts_on, ends_on, zone)
    select gen_random_uuid(), 2030, 'event-' || n, 'Event', '2030-01-01', '2030-01-01', 'UTC' from generate_series(1, 4) n`)
  await write.execute(sql`
    insert into attendances (event_id, person_id, role)
    select events.id, people.id, case when slug = 'event-1' then 'tracking' else 'attending' end
    from events, people`)
  const settled = vi.spyOn(redis, 'multi')
  const progress: number[] = []

  const { written } = await rebuildSets({ ...deps, write }, (members) => progress.push(members))

  expect(written).toBe(2 * 4 * 2_600)
  expect(progress).toEqual([5_000, 10_000, 10_400, 15_400, 20_400, 20_800])
  // Comparing found no pair to settle.
  expect(settled).not.toHaveBeenCalled()
  const { rows } = await write.execute<{ id: string; slug: string }>(
    sql`select id, slug from events`,
  )
  for (const { id, slug } of rows) {
    const tracked = slug === 'event-1'
    expect(await redis.scard(redisKeys.tracking(id))).toBe(tracked ? 2_600 : 0)
    expect(await redis.scard(redisKeys.attending(id))).toBe(tracked ? 0 : 2_600)
  }
  const everybody = await write.execute<{ id: string }>(sql`select id from people`)
  const sizes = everybody.rows.map(({ id }) => redis.scard(redisKeys.personEvents(id)))
  expect(new Set(await Promise.all(sizes))).toEqual(new Set([4]))
  await redis.flushdb()
})
