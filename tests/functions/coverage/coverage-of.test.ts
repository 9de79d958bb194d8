import { expect, test } from 'vitest'
import { countCoverage } from '#functions/coverage/count-coverage.ts'
import { getCoverageOf } from '#functions/coverage/coverage-of.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeEvent, makePerson, makeSeries, makeSession, makeTopic } from '../../support/make.ts'
import { makeCoverage } from '../../support/make-coverage.ts'

const { deps } = makeDeps()

async function makeTwoEvents() {
  const [topic, series, person] = [await makeTopic(), await makeSeries(), await makePerson()]
  const fields = { topicIds: [topic.id], seriesId: series.id }
  const events = [
    await makeEvent({ ...fields, startsOn: '2024-05-05' }),
    await makeEvent({ ...fields, startsOn: '2025-05-05' }),
  ]
  const ids: string[] = []
  for (const { id: eventId } of events) {
    const { id: sessionId } = await makeSession({ eventId, speakers: [person, person] })
    for (let n = 0; n < 30; n++) ids.push((await makeCoverage({ eventId, sessionId })).id)
    ids.push((await makeCoverage({ eventId, sessionId, kind: 'slides' })).id)
  }
  const unlisted = await makeEvent({ ...fields, visibility: 'unlisted' })
  const session = await makeSession({ eventId: unlisted.id, speakers: [person] })
  await makeCoverage({ eventId: unlisted.id, sessionId: session.id })
  const other = await makeEvent()
  await makeCoverage({
    eventId: other.id,
    sessionId: (await makeSession({ eventId: other.id })).id,
  })
  for (const { id: eventId } of events) await deps.commit(await countCoverage(deps, { eventId }))
  return { topic, series, person, ids }
}

test('of a person, a topic and a series there is exactly what is of them, each once, newest events first', async () => {
  const { topic, series, person, ids } = await makeTwoEvents()
  for (const [scope, slug] of [
    ['person', person.handle],
    ['topic', topic.slug],
    ['series', series.slug],
  ] as const) {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await getCoverageOf(db, scope, slug, { after })
      seen.push(...page.items.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toEqual(ids.toReversed())
    const slides = await getCoverageOf(db, scope, slug, { kind: 'slides' })
    expect(slides.items.map(({ kind, event }) => [kind, event.startsOn])).toEqual([
      ['slides', '2025-05-05'],
      ['slides', '2024-05-05'],
    ])
    expect(slides.of.slug).toBe(slug)
  }
})

test('of what is not there is nothing, and a made-up page is none', async () => {
  for (const scope of ['person', 'topic', 'series'] as const) {
    const asked = getCoverageOf(db, scope, 'no-such-one', {})
    await expect(asked).rejects.toMatchObject({ code: 'not_found' })
    const made = getCoverageOf(db, scope, 'no-such-one', { after: 'rubbish' })
    await expect(made).rejects.toMatchObject({ code: 'malformed' })
  }
})
