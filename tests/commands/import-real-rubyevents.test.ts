import { existsSync } from 'node:fs'
import { and, count, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { coverage, events, eventVenues, people, series } from '#db/schema/index.ts'
import { openDatabase } from '#tests/support/database.ts'
import { outcomes, run } from './rubyevents-folder.ts'

const REAL = '../shared/data/rubyevents'
const isAbsent = !existsSync(REAL)
if (isAbsent) console.warn(`${REAL} is not here: the real import of RubyEvents is skipped`)

test.skipIf(isAbsent)(
  'all of RubyEvents comes in, and again changes nothing',
  { timeout: 240_000 },
  async () => {
    const db = await openDatabase()
    const first = await run(db, REAL)
    expect(first.rejected).toEqual([])
    expect(first.read).toMatchObject({
      ...{ series: 32, events: 197, talks: 2662, nestedTalks: 896 },
      ...{ venues: 72, callFiles: 62, schedules: 57, speakers: 1717 },
    })
    expect(first.counts.events.created).toBe(197)
    const numberOf = async (
      table: typeof eventVenues | typeof events | typeof series | typeof people,
    ) => (await db.select({ number: count() }).from(table))[0]?.number
    expect(await numberOf(series)).toBe(32)
    expect(await numberOf(events)).toBe(197)
    expect(await numberOf(eventVenues)).toBe(72)
    expect(await numberOf(people)).toBe(1716)
    const cancelled = await db.select().from(events).where(eq(events.status, 'cancelled'))
    expect(cancelled).toHaveLength(6)
    const zones = await db.selectDistinct({ zone: events.zone }).from(events)
    expect(zones).toHaveLength(39)
    const placeless = await db
      .select()
      .from(events)
      .where(and(isNull(events.placeId), eq(events.attendanceMode, 'in_person')))
    expect(placeless).toEqual([])
    const kinds = await db
      .select({ kind: coverage.kind, number: count() })
      .from(coverage)
      .groupBy(coverage.kind)
    // 786 that talks link, and 65 of nested ones.
    expect(kinds.find(({ kind }) => kind === 'slides')?.number).toBe(851)

    const second = await run(db, REAL)
    expect(outcomes(second).flat()).toEqual(Array(12).fill(0))
    expect(second.newPeople + second.withdrawn).toBe(0)
  },
)
