import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { coverage, reports } from '#db/schema/index.ts'
import type { Actor } from '#functions/deps.ts'
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

  const open = (await listOpenReports(db)).reports.filter(({ url }) => url === item.url)
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

const report = async (from: string | Actor, id?: string, note?: string) =>
  reportCoverage(deps, {
    coverageId: id ?? (await makeItem()).id,
    ...(typeof from === 'string' ? { actor: null, network: from } : { actor: from, network: null }),
    ...said(note),
  })

test('a network reports so many an hour, and what is gone or hidden never', async () => {
  const mine = network()
  for (let n = 0; n < limits['report-network'].most; n++) await report(mine)
  await expect(report(mine)).rejects.toMatchObject({ code: 'too_many' })
  // The same network: anybody has all addresses of a /64.
  await expect(report(mine.replace(/1$/, '2'))).rejects.toMatchObject({ code: 'too_many' })

  await expect(report(network(), newId())).rejects.toMatchObject({ code: 'not_found' })
  const hidden = await makeCoverage({ eventId: (await makeEvent({ visibility: 'hidden' })).id })
  await expect(report(network(), hidden.id)).rejects.toMatchObject({ code: 'not_found' })
  expect(await of(hidden.id)).toEqual([])
})

test('visitors report an item so often a day, in words that are not open yet; members go on', async () => {
  const [{ id }, { most }] = [await makeItem(), limits['report-item']]
  const repeats = Array.from({ length: 5 }, () => report(network(), id, 'The same'))
  await Promise.all(repeats)
  expect(await of(id)).toHaveLength(1)
  for (let n = 1; n < most; n++) await report(network(), id, `${n}`)
  await expect(report(network(), id)).rejects.toThrow('Many have reported this already')
  await report(network(), id, 'The same')
  await report(await makeActor(), id)
  expect(await of(id)).toHaveLength(most + 1)
})

test('an account has one open report of an item, and may report it again when that is closed', async () => {
  const [actor, { id }] = [await makeActor(), await makeItem()]
  await Promise.all(['', 'Again', 'And again'].map((note) => report(actor, id, note)))
  const [one, ...others] = await of(id)
  expect(others).toEqual([])
  await closeReport(deps, { id: one?.id ?? '', removes: false })
  await report(actor, id)
  expect(await of(id)).toHaveLength(2)
})

test('what several say is one in the staff’s list, closes as one, and says how many it is', async () => {
  const item = await makeItem()
  await db.update(coverage).set({ title: 'a\u009bJb' }).where(eq(coverage.id, item.id))
  for (const note of ['', '', 'Not mine']) await report(await makeActor(), item.id, note)
  const open = async () => (await listOpenReports(db)).reports.filter(({ url }) => url === item.url)
  const listed = await open()
  expect(listed).toMatchObject([
    { count: 2, note: null, name: 'a Jb' },
    { count: 1, note: 'Not mine' },
  ])
  await closeReport(deps, { id: listed[0]?.id ?? '', removes: false })
  expect(await open()).toMatchObject([{ count: 1, note: 'Not mine' }])
  await expect(closeReport(deps, { id: 'x', removes: false })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('the staff’s list says how many are open beyond those it shows', async () => {
  const { id: coverageId } = await makeItem()
  // Older than any other test's.
  const createdAt = new Date('2020-01-01')
  const many = Array.from({ length: 201 }, () => ({ id: newId(), coverageId, createdAt }))
  await db.insert(reports).values(many.map((one) => ({ ...one, reason: 'spam' as const })))
  const { reports: listed, more } = await listOpenReports(db)
  expect(listed).toMatchObject([{ count: 200 }])
  expect(more).toBeGreaterThanOrEqual(1)
  await db.delete(reports).where(eq(reports.coverageId, coverageId))
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
  const open = (await listOpenReports(db)).reports.map(({ url }) => url)
  expect(open).not.toContain(kept.url)
  expect(open).not.toContain(removed.url)
})
