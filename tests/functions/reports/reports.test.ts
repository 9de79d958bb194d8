import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { coverage, reports } from '#db/schema/index.ts'
import { limits } from '#functions/rate-limits.ts'
import { newReport, reportCoverage } from '#functions/reports/report-coverage.ts'
import { closeReport, listOpenReports } from '#functions/reports/staff-list.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeActor, makeEvent, makeSession } from '../../support/make.ts'
import { makeCoverage } from '../../support/make-coverage.ts'

const { deps, committed } = makeDeps({ now: new Date() })
const said = (note = '') => newReport.parse({ reason: 'spam', note })
const of = (id: string) => db.select().from(reports).where(eq(reports.coverageId, id))
/** Each test has a network of its own. */
let networks = 0
const network = () => `2001:db8:${(networks++).toString(16)}::1`

async function makeItem() {
  const event = await makeEvent()
  const session = await makeSession({ eventId: event.id, title: 'Engines' })
  return makeCoverage({ eventId: event.id, sessionId: session.id, title: 'Slides:' })
}

test('a visitor’s and a member’s report stand in the staff’s list, the oldest first', async () => {
  const [actor, item] = [await makeActor(), await makeItem()]
  const visitor = { coverageId: item.id, actor: null, network: network() }
  await reportCoverage(deps, { ...visitor, ...said('Not mine') })
  await reportCoverage(makeDeps({ now: new Date(Date.now() + 1000) }).deps, {
    ...{ coverageId: item.id, actor, network: null },
    ...said(),
  })

  const open = (await listOpenReports(db)).filter(({ url }) => url === item.url)
  expect(open).toMatchObject([
    { reason: 'spam', note: 'Not mine', by: null, name: 'Engines', addedBy: null },
    { reason: 'spam', note: null, by: expect.any(String) },
  ])
  expect(open[0]?.page).toMatch(new RegExp(`/#link-${item.id}$`))
})

test('hostile notes are one bounded line without anything that cannot be seen', () => {
  const hostile = 'a\0b\u001b[2Jc\u009b1md\r\ne\u202Ef'
  expect(said(hostile).note).toBe('a b [2Jc 1md ef')
  expect(newReport.safeParse({ reason: 'spam', note: 'x'.repeat(1001) }).success).toBe(false)
  expect(newReport.safeParse({ reason: 'spam', note: '😀'.repeat(500) }).success).toBe(true)
  expect(newReport.safeParse({ reason: 'made-up' }).success).toBe(false)
  expect(newReport.safeParse({}).success).toBe(false)
})

test('a network reports so many an hour, an item is reported so often, and what is gone never', async () => {
  const mine = network()
  const report = async (from: string, id?: string) =>
    reportCoverage(deps, {
      ...{ coverageId: id ?? (await makeItem()).id, actor: null, network: from },
      ...said(),
    })
  for (let n = 0; n < limits['report-network'].most; n++) await report(mine)
  await expect(report(mine)).rejects.toMatchObject({ code: 'too_many' })
  // The same network: anybody has all addresses of a /64.
  await expect(report(mine.replace(/1$/, '2'))).rejects.toMatchObject({ code: 'too_many' })

  const { id } = await makeItem()
  for (let n = 0; n < limits['report-item'].most; n++) await report(network(), id)
  await expect(report(network(), id)).rejects.toThrow('Many have reported this already')
  expect(await of(id)).toHaveLength(limits['report-item'].most)
  await expect(report(network(), newId())).rejects.toMatchObject({ code: 'not_found' })
})

test('staff closes a report, or takes away what it is about with all its reports', async () => {
  const [kept, removed] = [await makeItem(), await makeItem()]
  for (const { id } of [kept, removed, removed])
    await reportCoverage(deps, { coverageId: id, actor: null, network: network(), ...said() })
  const [one, other] = [(await of(kept.id))[0]?.id ?? '', (await of(removed.id))[0]?.id ?? '']

  expect(await closeReport(deps, { id: one, removes: false })).toEqual({ url: kept.url })
  expect((await of(kept.id))[0]?.closedAt).not.toBeNull()
  expect(await db.$count(coverage, eq(coverage.id, kept.id))).toBe(1)
  await expect(closeReport(deps, { id: one, removes: true })).rejects.toMatchObject({
    code: 'not_found',
  })

  await closeReport(deps, { id: other, removes: true })
  expect(await db.$count(coverage, eq(coverage.id, removed.id))).toBe(0)
  expect(await of(removed.id)).toEqual([])
  expect(committed.map(({ job }) => job)).toEqual(['count-coverage', 'purge-pages'])
  const open = (await listOpenReports(db)).map(({ url }) => url)
  expect(open).not.toContain(kept.url)
  expect(open).not.toContain(removed.url)
})
