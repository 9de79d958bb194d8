import { eq, inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { coverage, coverageCounts, outbox } from '#db/schema/index.ts'
import { checkCoverage } from '#functions/coverage/check-coverage.ts'
import { countCoverage, rebuildCoverageCounts } from '#functions/coverage/count-coverage.ts'
import { describeCoverage } from '#functions/coverage/describe-coverage.ts'
import { scheduleCoverageChecks } from '#functions/coverage/schedule-checks.ts'
import type { Deps } from '#functions/deps.ts'
import type { Settlement } from '#functions/outbox/run-job.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeEvent, makeTopic } from '../../support/make.ts'
import { makeCoverage } from '../../support/make-coverage.ts'
import { json, webOf } from './web.ts'

const DAY_MS = 86_400_000
const page = 'https://ada.example/engines'

const find = async (id: string) => (await db.select().from(coverage).where(eq(coverage.id, id)))[0]

async function settle(deps: Deps, job: Promise<Settlement>) {
  const { statements, messages = [] } = await job
  await deps.commit(statements, { messages })
  return messages.map((message) => message.job)
}

test('describing fills what nobody has said, and overwrites nothing', async () => {
  const { fetchPublic } = webOf({
    [page]:
      '<title>Told</title><meta name="author" content="Ada"><meta property="og:image" content="/a.png">',
  })
  const { deps } = makeDeps({ fetchPublic })
  const { id: eventId } = await makeEvent()
  const said = await makeCoverage({ eventId, url: page, title: 'Said', describedAt: null })
  const jobs = await settle(deps, describeCoverage(deps, { coverageId: said.id }))
  expect(await find(said.id)).toMatchObject({
    title: 'Said',
    author: 'Ada',
    provider: 'ada.example',
    thumbnailUrl: 'https://ada.example/a.png',
    describedAt: deps.now(),
    checkedAt: deps.now(),
  })
  expect(jobs).toEqual(['purge-pages'])
  expect((await describeCoverage(deps, { coverageId: said.id })).statements).toEqual([])
  expect((await describeCoverage(deps, { coverageId: newId() })).statements).toEqual([])
})

test('what cannot be asked now is left for the next check', async () => {
  const { id: eventId } = await makeEvent()
  const item = await makeCoverage({ eventId, url: page, title: null, describedAt: null })
  const away = makeDeps({ fetchPublic: webOf({ [page]: 'silence' }).fetchPublic })
  await settle(away.deps, describeCoverage(away.deps, { coverageId: item.id }))
  expect(await find(item.id)).toMatchObject({ describedAt: null, checkedAt: null })

  const back = makeDeps({ fetchPublic: webOf({ [page]: '<title>x</title>' }).fetchPublic })
  const jobs = await settle(back.deps, checkCoverage(back.deps, { coverageIds: [item.id] }))
  expect(jobs).toEqual(['describe-coverage'])
})

/** Checks an item again and again, each time on another web, days apart. */
async function checkOn(id: string, ...webs: readonly Parameters<typeof webOf>[0][]) {
  const seen: string[][] = []
  for (const [index, pages] of webs.entries()) {
    const now = new Date(Date.UTC(2026, 5, 1) + index * 3 * DAY_MS)
    const { deps } = makeDeps({ now, fetchPublic: webOf(pages).fetchPublic })
    seen.push(await settle(deps, checkCoverage(deps, { coverageIds: [id] })))
  }
  return seen
}

const wayback = (url: string, day: string) =>
  `https://archive.org/wayback/available?${new URLSearchParams({ url, timestamp: day })}`
const copy = 'http://web.archive.org/web/20260601000000/https://ada.example/engines'
const archived = {
  [wayback(page, '20260530')]: json({
    archived_snapshots: { closest: { available: true, status: '200', url: copy } },
  }),
}

test('a link is dead when three checks in a row find nothing, and the archived copy is offered', async () => {
  const event = await makeEvent()
  const item = await makeCoverage({ eventId: event.id, url: page })
  const gone = archived
  await checkOn(item.id, gone, { ...gone, [page]: { status: 410 } })
  expect(await find(item.id)).toMatchObject({ failures: 2, deadSince: null, archiveUrl: null })
  const [messages] = await checkOn(item.id, gone)
  expect(messages).toEqual(['purge-pages'])
  const dead = await find(item.id)
  expect(dead).toMatchObject({ failures: 3, archiveUrl: copy.replace('http:', 'https:') })
  expect(dead?.deadSince).toEqual(new Date('2026-06-01T00:00:00Z'))

  expect(await checkOn(item.id, gone)).toEqual([[]])
  expect((await find(item.id))?.deadSince).toEqual(new Date('2026-06-01T00:00:00Z'))
  expect(await checkOn(item.id, { [page]: 'I am back' })).toEqual([['purge-pages']])
  expect(await find(item.id)).toMatchObject({ failures: 0, deadSince: null, archiveUrl: null })
})

test.each([429, 500, 503, 403, 401])('%i is not death', async (status) => {
  const { id: eventId } = await makeEvent()
  const item = await makeCoverage({ eventId, url: page, failures: 2 })
  await checkOn(item.id, { [page]: { status } }, { [page]: { status } })
  expect(await find(item.id)).toMatchObject({ failures: 2, deadSince: null })
  expect((await find(item.id))?.checkedAt).toEqual(new Date('2026-06-04T00:00:00Z'))
})

test('where it says that an archived copy is, is believed of the archive only', async () => {
  const { id: eventId } = await makeEvent()
  for (const url of ['javascript:alert(1)', 'https://evil.example/web/1', 'http://127.0.0.1/']) {
    const item = await makeCoverage({ eventId, url: `${page}?${newId()}`, failures: 2 })
    await checkOn(item.id, {
      [wayback(item.url, '20260530')]: json({
        archived_snapshots: { closest: { available: true, url } },
      }),
    })
    expect(await find(item.id)).toMatchObject({ failures: 3, archiveUrl: null })
  }
})

test('a link into our own network now is as good as dead', async () => {
  const { id: eventId } = await makeEvent()
  const item = await makeCoverage({ eventId, url: page })
  await checkOn(item.id, { [page]: { status: 302, location: 'http://127.0.0.1/' } })
  expect(await find(item.id)).toMatchObject({ failures: 1 })
})

test('when nobody at all answers it is us, and nobody dies', async () => {
  const { id: eventId } = await makeEvent()
  const urls = ['https://one.example/', 'https://two.example/']
  const items = await Promise.all(urls.map((url) => makeCoverage({ eventId, url, failures: 2 })))
  const ids = items.map(({ id }) => id)
  const web = webOf(Object.fromEntries(urls.map((url) => [url, 'silence'])))
  const { deps } = makeDeps({ fetchPublic: web.fetchPublic })
  await settle(deps, checkCoverage(deps, { coverageIds: ids }))
  const rows = await db.select().from(coverage).where(inArray(coverage.id, ids))
  expect(rows.map(({ failures }) => failures)).toEqual([2, 2])
})

test('the cron checks what was checked longest ago and a week ago, one lot after another', async () => {
  // A cron that another test ran may have left one waiting, beside which none is announced.
  await db.delete(outbox).where(eq(outbox.job, 'check-coverage'))
  await db.update(coverage).set({ checkedAt: new Date('2026-06-01T00:00:00Z') })
  const { deps, published } = makeDeps({ now: new Date('2026-06-02T00:00:00Z') })
  expect(await scheduleCoverageChecks(deps)).toEqual({ announced: 0 })
  const { id: eventId } = await makeEvent()
  const old = await makeCoverage({ eventId, checkedAt: new Date('2026-05-25T00:00:00Z') })
  const never = await makeCoverage({ eventId, checkedAt: null })
  await makeCoverage({ eventId, checkedAt: new Date('2026-05-26T12:00:00Z') })
  expect(await scheduleCoverageChecks(deps)).toEqual({ announced: 2 })
  expect(published.map(({ payload }) => payload)).toEqual([{ coverageIds: [never.id, old.id] }])
  expect(await scheduleCoverageChecks(deps)).toEqual({ announced: 0 })
  await db.delete(outbox).where(eq(outbox.job, 'check-coverage'))

  await db.update(coverage).set({ checkedAt: new Date('2026-05-31T00:00:00Z') })
  for (let i = 0; i < 25; i++) await makeCoverage({ eventId, checkedAt: null })
  expect(await scheduleCoverageChecks(deps)).toEqual({ announced: 20 })
  await db.delete(outbox).where(eq(outbox.job, 'check-coverage'))
})

const countsOf = async (scope: string) =>
  Object.fromEntries(
    (await db.select().from(coverageCounts).where(eq(coverageCounts.scope, scope))).map(
      ({ kind, count }) => [kind, count],
    ),
  )

test('counts follow every change, and are the same when made from nothing', async () => {
  const { deps } = makeDeps()
  await rebuildCoverageCounts(deps)
  const before = await countsOf('site')
  const topic = await makeTopic()
  const event = await makeEvent({ topicIds: [topic.id] })
  const hidden = await makeEvent({ topicIds: [topic.id], visibility: 'unlisted' })
  const count = async () => deps.commit(await countCoverage(deps, { eventId: event.id }))
  const video = await makeCoverage({ eventId: event.id })
  await makeCoverage({ eventId: event.id, kind: 'slides' })
  await makeCoverage({ eventId: hidden.id })
  await count()
  const scope = `topic:${topic.id}`
  expect(await countsOf(scope)).toEqual({ video: 1, slides: 1 })
  expect((await countsOf('site')).video).toBe((before.video ?? 0) + 1)

  await db.delete(coverage).where(eq(coverage.id, video.id))
  await count()
  expect(await countsOf(scope)).toEqual({ slides: 1 })
  const kept = await db
    .select()
    .from(coverageCounts)
    .orderBy(coverageCounts.scope, coverageCounts.kind)
  await rebuildCoverageCounts(deps)
  expect(
    await db.select().from(coverageCounts).orderBy(coverageCounts.scope, coverageCounts.kind),
  ).toEqual(kept)
})
