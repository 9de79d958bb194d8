import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { reports } from '#db/schema/index.ts'
import { mergeEvents } from '#functions/events/merge-events.ts'
import { unmergeEvents } from '#functions/events/unmerge-events.ts'
import { db } from '#tests/support/database.ts'
import { makeDeps } from '#tests/support/deps.ts'
import { makeEvent } from '#tests/support/make.ts'
import { makeCoverage } from '#tests/support/make-coverage.ts'

test('what is reported of an item that both events have is of the one that stays, until they part', async () => {
  const { deps } = makeDeps()
  const [gone, kept] = [await makeEvent(), await makeEvent()]
  const url = 'https://spam.example/'
  const [item, own] = [
    await makeCoverage({ eventId: gone.id, url }),
    await makeCoverage({ eventId: kept.id, url }),
  ]
  const [id, other] = [newId(), newId()]
  await db.insert(reports).values([
    { id, coverageId: item.id, reason: 'spam' },
    { id: other, coverageId: own.id, reason: 'broken' },
  ])
  const itemOf = async (report: string) =>
    (await db.select().from(reports).where(eq(reports.id, report)))[0]?.coverageId

  const { mergeId } = await mergeEvents(deps, { gone, kept })
  expect(await itemOf(id)).toBe(own.id)
  await unmergeEvents(deps, mergeId)
  expect([await itemOf(id), await itemOf(other)]).toEqual([item.id, own.id])
})
