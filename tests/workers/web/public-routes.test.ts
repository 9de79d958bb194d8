import { expect, test } from 'vitest'
import { eventRedirects, topicSynonyms } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { db } from '../../support/database.ts'
import { makeDeps } from '../../support/deps.ts'
import { makeCountry, makeEvent, makePlace, makePost, makeTopic } from '../../support/make.ts'
import { makePublicSite } from '../../support/public-site.ts'

const site = () => makePublicSite(makeDeps().deps)

test('an event’s page shows it, and carries its tag', async () => {
  const [place, topic] = [await makePlace(), await makeTopic()]
  const event = await makeEvent({ placeId: place.id, topicIds: [topic.id] })
  const { get, tags } = site()

  const answer = await get(paths.event(event))

  expect(answer.status).toBe(200)
  const html = await answer.text()
  for (const words of [event.name, place.name, topic.name, 'application/ld+json'])
    expect(html).toContain(words)
  expect([...tags]).toEqual([`event-${event.id}`])
})

test('a moved event and a capital letter lead to the event’s own address', async () => {
  const event = await makeEvent()
  const old = { year: 2025, slug: `old-${event.slug}` }
  await db.insert(eventRedirects).values({ ...old, eventId: event.id })
  const { get } = site()
  for (const path of [paths.event(old), paths.event(event).toUpperCase()]) {
    const answer = await get(path)
    expect(answer.status).toBe(301)
    expect(answer.headers.get('location')).toBe(paths.event(event))
  }
})

test('a topic has pages for what is to come, what was, and each year', async () => {
  const topic = await makeTopic()
  const topicIds = [topic.id]
  const next = await makeEvent({ topicIds })
  const last = await makeEvent({ topicIds, startsOn: '2025-02-01' })
  const { get, tags } = site()
  const has = async (path: string) => {
    const html = await (await get(path)).text()
    return [html.includes(next.name), html.includes(last.name)]
  }
  expect(await has(paths.topic(topic.slug))).toEqual([true, false])
  expect(await has(paths.topicPast(topic.slug))).toEqual([false, true])
  expect(await has(paths.topicYear(topic.slug, 2025))).toEqual([false, true])
  expect(await has(paths.topicYear(topic.slug, 2026))).toEqual([true, false])
  expect((await get(paths.topicYear(topic.slug, 1999))).status).toBe(404)
  expect(tags).toContain(`topic-${topic.slug}`)
})

test('another name for a topic leads to it, on every one of its pages', async () => {
  const topic = await makeTopic()
  const slug = `also-${topic.slug}`
  await db.insert(topicSynonyms).values({ slug, topicId: topic.id })
  const { get } = site()
  for (const path of [
    paths.topic,
    paths.topicPast,
    (slug: string) => paths.topicYear(slug, 2026),
  ]) {
    const answer = await get(path(slug))
    expect([answer.status, answer.headers.get('location')]).toEqual([301, path(topic.slug)])
  }
})

test('a country shows what its cities show, and names them', async () => {
  const country = await makeCountry()
  const place = await makePlace({ countryId: country.id })
  const event = await makeEvent({ placeId: place.id })
  const { get } = site()
  for (const slug of [place.slug, country.slug])
    expect(await (await get(paths.place(slug))).text()).toContain(event.name)
  expect(await (await get(paths.place(country.slug))).text()).toContain(paths.place(place.slug))
  expect(await (await get(paths.placePast(place.slug))).text()).toContain('on record')
})

test('the directory can be narrowed, and keeps what was chosen', async () => {
  const [topic, place] = [await makeTopic(), await makePlace()]
  const wanted = await makeEvent({
    topicIds: [topic.id],
    placeId: place.id,
    attendanceMode: 'hybrid',
    startsOn: '2026-10-10',
  })
  const other = await makeEvent({ topicIds: [topic.id], startsOn: '2026-11-10' })
  const { get } = site()
  const filter = {
    ...{ from: '2026-10', to: '2026-10', topic: [topic.slug] },
    ...{ place: place.slug, online: '1' as const },
  }
  const html = await (await get(paths.conferences(filter))).text()
  expect(html).toContain(wanted.name)
  expect(html).not.toContain(other.name)
  expect(html).toContain('<option value="2026-10" selected="">October 2026 (1)</option>')
  expect(html).toContain(`<input type="hidden" name="topic" value="${topic.slug}"/>`)

  const both = await (await get(`${paths.conferences({ topic: [topic.slug] })}&from=`)).text()
  expect(both).toContain(wanted.name)
  expect(both).toContain(other.name)
})

test('a long list goes on where it stopped, and every event is on one page', async () => {
  const topic = await makeTopic()
  const names = []
  for (let day = 1; day <= 55; day++) {
    const startsOn = new Date(Date.UTC(2026, 8, day)).toISOString().slice(0, 10)
    names.push((await makeEvent({ topicIds: [topic.id], startsOn })).name)
  }
  const { get } = site()
  const pages: string[] = []
  for (let next: string | undefined = paths.topic(topic.slug); next; ) {
    const html = await (await get(next)).text()
    pages.push(html)
    next = /href="([^"]*after=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(pages).toHaveLength(3)
  for (const name of names)
    expect(pages.filter((html) => html.includes(`>${name}</a>`))).toHaveLength(1)
  expect(pages.at(-1)).toContain('Back to the start')
})

test('home shows what is next, what it is about and what people say', async () => {
  const place = await makePlace()
  const event = await makeEvent({ placeId: place.id, startsOn: '2026-06-01' })
  const post = await makePost({ eventId: event.id, postedAt: new Date('2026-06-01T11:59:00Z') })
  const { get, tags } = site()
  const html = await (await get('/')).text()
  expect(html).toContain('See who is going')
  expect(html).toContain(post.html)
  expect(tags).toContain('home')
})

test.each([
  ['/2026/no-such-event/', 404],
  ['/2026/-/', 404],
  ['/2026/%00/', 404],
  ['/2026/%E0%A4%A/', 404],
  [`/2026/${'a'.repeat(5000)}/`, 404],
  ['/0000/x/', 404],
  ['/99999/x/', 404],
  ["/topics/'or'1'='1/", 404],
  ['/topics/no-such-topic/', 404],
  ['/topics/no-such-topic/2026/', 404],
  ['/places/no-such-place/past/', 404],
  ['/conferences/?after=nonsense', 400],
  ['/conferences/?month=2026-13', 400],
  ['/conferences/?month=yesterday', 400],
  ['/conferences/?online=maybe', 400],
  ['/conferences/?topic=%22%3E%3Cscript%3E', 400],
  ['/conferences/?topic=no-such-topic', 404],
  ['/conferences/?place=no-such-place', 404],
  ['/sitemap-1900-01.xml', 404],
  ['/sitemap-x.xml', 404],
  ['/nothing/here/', 404],
])('%s answers %i with a clear page', async (path, status) => {
  const answer = await site().get(path)
  expect(answer.status).toBe(status)
  const html = await answer.text()
  expect(html).toContain('<h1>')
  expect(html).not.toContain('<script>')
})

test('crawlers find every page, and learn which are not theirs', async () => {
  const event = await makeEvent()
  const { get } = site()
  const index = await (await get('/sitemap.xml')).text()
  const files = [...index.matchAll(/<loc>http:\/\/localhost(\/sitemap-[a-z\d-]+\.xml)<\/loc>/g)]
  const chunks = await Promise.all(files.map(async ([, path]) => (await get(path ?? '')).text()))
  expect(chunks.join()).toContain(`<loc>http://localhost${paths.event(event)}</loc>`)
  expect(chunks[0]).toContain('<loc>http://localhost/topics/</loc>')

  const robots = await (await get('/robots.txt')).text()
  expect(robots).toContain('Disallow: /dashboard/')
  expect(robots).toContain('Disallow: /sign-out/')
  expect(robots).toContain('Sitemap: http://localhost/sitemap.xml')
})
