import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '#db/id.ts'
import { eventTopics, topicSynonyms, topics } from '#db/schema/index.ts'
import { upsertTopics } from '#functions/imports/upsert-topics.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import { paths } from '#functions/paths.ts'
import { addSynonym } from '#functions/topics/add-synonym.ts'
import { listLikelyTopicPairs } from '#functions/topics/likely-topic-pairs.ts'
import { mergeTopics } from '#functions/topics/merge-topics.ts'
import { getTopic } from '#functions/topics/queries.ts'
import { removeSynonym } from '#functions/topics/remove-synonym.ts'
import { unmergeTopics } from '#functions/topics/unmerge-topics.ts'
import { db, openDatabase } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeEvent, makeTopic } from '../../support/make.ts'
import { makePublicSite } from '../../support/public-site.ts'
import { everyRow } from '../merges/every-row.ts'

const { deps } = makeDeps()

test('D9: a merge of topics taken back leaves no trace', async () => {
  const tied = fc.array(fc.subarray([0, 1]), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(tied, fc.boolean(), fc.boolean(), async (events, hasSynonym, shadowed) => {
      const [gone, kept] = [await makeTopic(), await makeTopic()]
      const two = [gone.id, kept.id]
      for (const which of events) await makeEvent({ topicIds: which.map((n) => two[n] ?? '') })
      if (hasSynonym)
        await db.insert(topicSynonyms).values({ slug: `old-${gone.slug}`, topicId: gone.id })
      if (shadowed) await db.insert(topicSynonyms).values({ slug: gone.slug, topicId: kept.id })
      const words = [...two, gone.slug]
      const before = await everyRow(words)

      const { mergeId } = await mergeTopics(deps, { gone: gone.slug, kept: kept.slug })
      expect(JSON.stringify(await everyRow([kept.id]))).not.toContain(gone.id)
      await unmergeTopics(deps, mergeId)

      expect(await everyRow(words)).toEqual(before)
    }),
    { numRuns: 15 },
  )
})

test('D9: a merged topic has the events of both, redirects, and importers follow', async () => {
  const [gone, kept, both] = [await makeTopic(), await makeTopic(), await makeTopic()]
  await makeEvent({ topicIds: [gone.id, kept.id, both.id] })
  await makeEvent({ topicIds: [gone.id] })
  await db.insert(topicSynonyms).values({ slug: `old-${gone.slug}`, topicId: gone.id })
  await mergeTopics(deps, { gone: gone.slug, kept: kept.slug })

  const ties = await db.select().from(eventTopics).where(eq(eventTopics.topicId, kept.id))
  expect(ties).toHaveLength(2)
  await getTopic(db, kept.slug, { now: deps.now(), when: 'all' })
  for (const slug of [gone.slug, `old-${gone.slug}`]) {
    const answer = await makePublicSite(deps).get(paths.topic(slug))
    expect([answer.status, answer.headers.get('location')]).toEqual([301, paths.topic(kept.slug)])
    const known = new Map<string, string>()
    await upsertTopics(storesOf(db), [slug], known)
    expect(known.get(slug)).toBe(kept.id)
  }
})

test('merges of topics are taken back in their order, and never over another topic', async () => {
  const [a, b, c] = [await makeTopic(), await makeTopic(), await makeTopic()]
  const first = await mergeTopics(deps, { gone: a.slug, kept: b.slug })
  const second = await mergeTopics(deps, { gone: b.slug, kept: c.slug })
  const early = unmergeTopics(deps, first.mergeId)
  await expect(early).rejects.toMatchObject({ code: 'conflict' })
  await makeTopic({ slug: b.slug })
  const taken = unmergeTopics(deps, second.mergeId)
  await expect(taken).rejects.toMatchObject({ code: 'conflict' })
  const same = mergeTopics(deps, { gone: c.slug, kept: c.slug })
  await expect(same).rejects.toMatchObject({ code: 'conflict' })
  const unknown = mergeTopics(deps, { gone: a.slug, kept: c.slug })
  await expect(unknown).rejects.toMatchObject({ code: 'not_found' })
})

test('D9: a topic is given another name, and loses it again', async () => {
  const [topic, other] = [await makeTopic(), await makeTopic()]
  const synonym = `Other name of ${topic.slug}`
  const slug = await addSynonym(deps, { topic: topic.slug, synonym })
  await addSynonym(deps, { topic: topic.slug, synonym })
  const at = async () => (await makePublicSite(deps).get(paths.topic(slug))).status
  expect(await at()).toBe(301)

  const stolen = addSynonym(deps, { topic: other.slug, synonym })
  await expect(stolen).rejects.toMatchObject({ code: 'conflict' })
  const own = addSynonym(deps, { topic: topic.slug, synonym: other.slug })
  await expect(own).rejects.toMatchObject({ code: 'conflict' })
  const empty = addSynonym(deps, { topic: topic.slug, synonym: '?!' })
  await expect(empty).rejects.toMatchObject({ code: 'invalid' })

  await removeSynonym(deps, { topic: topic.slug, synonym: slug })
  expect(await at()).toBe(404)
  const again = removeSynonym(deps, { topic: topic.slug, synonym: slug })
  await expect(again).rejects.toMatchObject({ code: 'not_found' })
})

test('D9: topics spelt in two ways are a likely pair, and the one with fewer events goes', async () => {
  const fresh = await openDatabase()
  const named = (name: string, slug: string) => ({ id: newId(), name, slug })
  const vue = named('Vue', 'vue')
  const rest = [
    named('Vue.js', 'vuejs'),
    named('Microservice', 'microservice'),
    named('Microservices', 'microservices'),
    named('open source', 'open-source'),
    named('OpenSource', 'opensource'),
    named('iOS', 'ios'),
    named('IO', 'io'),
    named('CSS', 'css'),
    named('JS', 'js'),
  ]
  await fresh.insert(topics).values([vue, ...rest])
  expect(await listLikelyTopicPairs(fresh)).toEqual([
    {
      ...{ one: 'opensource', other: 'open-source', likelihood: 'high' },
      reasons: ['same but for case, accents and punctuation'],
    },
    {
      ...{ one: 'microservices', other: 'microservice', likelihood: 'some' },
      reasons: ['singular and plural'],
    },
    { one: 'vuejs', other: 'vue', likelihood: 'some', reasons: ['with and without js'] },
  ])
})
