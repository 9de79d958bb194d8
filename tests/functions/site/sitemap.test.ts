import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { countSitemapChunks, listSitemapUrls } from '#functions/site/sitemap.ts'
import { db } from '#tests/support/database.ts'
import { makeEvent, makePlace, makeTopic } from '#tests/support/make.ts'

test('the sitemap names every listed event, topic and place, and nothing unlisted', async () => {
  const [topic, place, event] = [await makeTopic(), await makePlace(), await makeEvent()]
  const unlisted = await makeEvent({ visibility: 'unlisted' })

  const chunks = await countSitemapChunks(db)
  const numbers = Array.from({ length: chunks }, (_, chunk) => chunk)
  const files = await Promise.all(numbers.map((chunk) => listSitemapUrls(db, { chunk })))
  const named = files.flat().map(({ path }) => path)

  expect(named).toEqual(expect.arrayContaining([paths.home(), paths.topics(), paths.places()]))
  expect(named).toContain(paths.topic(topic.slug))
  expect(named).toContain(paths.place(place.slug))
  expect(named).toContain(paths.event(event))
  expect(named).not.toContain(paths.event(unlisted))
  expect(new Set(named).size).toBe(named.length)
  expect(await listSitemapUrls(db, { chunk: chunks })).toEqual([])
})
