import { expect, test } from 'vitest'
import { coverageKinds, personRedirects } from '#db/schema/index.ts'
import { countCoverage } from '#functions/coverage/count-coverage.ts'
import { paths } from '#functions/paths.ts'
import { db } from '../../../support/database.ts'
import { makeDeps } from '../../../support/deps.ts'
import { makeEvent, makePerson, makeSeries, makeSession, makeTopic } from '../../../support/make.ts'
import { makeCoverage } from '../../../support/make-coverage.ts'
import { makePublicSite } from '../../../support/public-site.ts'

const now = new Date('2026-08-01T12:00:00Z')
const site = () => makePublicSite(makeDeps({ now }).deps)
const text = async (answer: Response) => (await answer.text()).replace(/<[^>]+>/g, '')
const htmlOf = async (path: string) => (await site().get(path)).text()

test('what there is of an event says of which session it is, how much and how new', async () => {
  const event = await makeEvent({ startsOn: '2026-05-01', endsOn: '2026-05-02' })
  const session = await makeSession({ eventId: event.id, title: 'Engines & looms' })
  const video = await makeCoverage({
    ...{ eventId: event.id, sessionId: session.id, title: 'All of the looms' },
    ...{ author: 'Ada', provider: 'YouTube', durationS: 2710 },
    playerUrl: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
    thumbnailUrl: 'https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg',
  })
  await makeCoverage({ eventId: event.id, kind: 'write-up', title: 'My three days' })
  const { get, tags } = site()

  const html = await (await get(paths.eventCoverage(event))).text()
  for (const part of [
    `href="${paths.session(event, session.slug)}"`,
    'Engines &amp; looms',
    'My three days',
    `id="link-${video.id}"`,
    `src="${paths.coveragePicture(video.id)}"`,
    'data-player="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"',
    `href="${video.url}"`,
    'rel="nofollow noopener ugc"',
  ])
    expect(html).toContain(part)
  expect(html).not.toContain('ytimg.com')
  expect(html).not.toContain('<iframe')
  expect([...tags]).toEqual([`event-${event.id}`])
  const words = await text(await get(paths.eventCoverage(event)))
  expect(words).toContain('1 video most recent added 2 months ago')
  expect(words).toContain('45 min')

  const videos = await (await get(paths.eventCoverage(event, 'video'))).text()
  expect(videos).toContain('All of the looms')
  expect(videos).not.toContain('My three days')
  const onEvent = await (await get(paths.event(event))).text()
  expect(onEvent).toContain('All of the looms')
  expect(onEvent).toContain(paths.addCoverage(event))
})

test('every kind has a list, and nothing else does', async () => {
  const event = await makeEvent()
  const { get } = site()
  for (const kind of coverageKinds) {
    expect((await get(paths.coverage(kind))).status).toBe(200)
    expect((await get(paths.eventCoverage(event, kind))).status).toBe(200)
  }
  expect((await get(paths.coverage('films'))).status).toBe(404)
  expect((await get(paths.eventCoverage(event, 'films'))).status).toBe(404)
  expect((await get(paths.eventCoverage({ year: 2026, slug: 'no-such' }))).status).toBe(404)
  expect((await get(paths.after(paths.coverage(), 'nonsense'))).status).toBe(400)
  const hidden = await makeEvent({ visibility: 'hidden' })
  expect((await get(paths.eventCoverage(hidden))).status).toBe(404)
  const moved = await get(`/${event.year}/${event.slug.toUpperCase()}/coverage/video/`)
  expect(moved.headers.get('location')).toBe(paths.eventCoverage(event, 'video'))
})

test('everywhere, what was added last comes first, page by page, of listed events', async () => {
  const event = await makeEvent()
  const unlisted = await makeEvent({ visibility: 'unlisted' })
  const at = (index: number) => new Date(Date.UTC(2027, 0, 1) + Math.floor(index / 3) * 1000)
  const titles = Array.from({ length: 60 }, (_, index) => `Sketch ${index + 1000}`)
  for (const [index, title] of titles.entries())
    await makeCoverage({ eventId: event.id, kind: 'sketchnote', title, createdAt: at(index) })
  await makeCoverage({ eventId: unlisted.id, kind: 'sketchnote', title: 'Sketch 9999' })
  const { get } = site()

  const seen: string[] = []
  let next: string | undefined = paths.coverage('sketchnote')
  while (next) {
    const html = await (await get(next)).text()
    seen.push(...[...html.matchAll(/>(Sketch \d{4})<\/a>/g)].map(([, title]) => title ?? ''))
    next = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect([...seen].sort()).toEqual([...new Set(titles)].sort())
  expect(seen[0]).toBe('Sketch 1059')
})

test('an event with more than a page of coverage goes on where the page ended', async () => {
  const event = await makeEvent()
  const session = await makeSession({ eventId: event.id })
  for (let index = 0; index < 130; index += 1)
    await makeCoverage({
      eventId: event.id,
      sessionId: index < 90 ? session.id : null,
      title: `Loom ${index + 1000}`,
    })
  const { get } = site()
  const first = await (await get(paths.eventCoverage(event))).text()
  const next = /href="([^"]+)" rel="next"/.exec(first)?.[1] ?? ''
  const second = await (await get(next)).text()
  const titles = [first, second].map((html) => [...html.matchAll(/>(Loom \d{4})<\/a>/g)].length)
  expect(titles).toEqual([100, 30])
  expect(second).not.toContain('rel="next"')
})

test('what is gone says so, and leads to its archived copy', async () => {
  const event = await makeEvent()
  const deadSince = new Date('2026-07-01T00:00:00Z')
  const archiveUrl = 'https://web.archive.org/web/2026/https://example.org/gone'
  const gone = 'https://example.org/gone'
  await makeCoverage({ eventId: event.id, url: gone, deadSince, archiveUrl })
  await makeCoverage({ eventId: event.id, title: 'Lost', url: `${gone}-too`, deadSince })
  const { get } = site()
  const html = await (await get(paths.eventCoverage(event))).text()
  expect(html).toContain(`href="${archiveUrl}"`)
  expect(html).not.toContain(`href="${gone}"`)
  expect(html).not.toContain(`href="${gone}-too"`)
  expect(html).toContain('no copy is in the Internet Archive')
})

test('a person and a topic tell how much there is of them', async () => {
  const topic = await makeTopic()
  const event = await makeEvent({ topicIds: [topic.id] })
  const person = await makePerson()
  const session = await makeSession({ eventId: event.id, speakers: [person, person] })
  await makeSession({ eventId: event.id })
  await makeCoverage({ eventId: event.id, sessionId: session.id })
  await makeCoverage({ eventId: event.id, sessionId: session.id })
  await makeCoverage({ eventId: event.id, kind: 'slides' })
  const { deps } = makeDeps({ now })
  await deps.commit(await countCoverage(deps, { eventId: event.id }))
  const { get } = site()
  const ofPerson = await text(await get(paths.person(person.handle)))
  expect(ofPerson).toContain('2 videos most recent added 2 months ago')
  expect(ofPerson).not.toContain('slide deck')
  const ofTopic = await text(await get(paths.topic(topic.slug)))
  expect(ofTopic).toContain('2 videos')
  expect(ofTopic).toContain('1 slide deck')
})

test('how much there is of a person, a topic and a series leads to exactly that', async () => {
  const [topic, series, person] = [await makeTopic(), await makeSeries(), await makePerson()]
  const event = await makeEvent({ topicIds: [topic.id], seriesId: series.id })
  const session = await makeSession({ eventId: event.id, speakers: [person] })
  const of = { eventId: event.id, sessionId: session.id }
  await makeCoverage({ ...of, title: 'Looms, filmed' })
  await makeCoverage({ ...of, kind: 'slides', title: 'Looms, drawn' })
  const { deps } = makeDeps({ now })
  await deps.commit(await countCoverage(deps, { eventId: event.id }))
  const { get, tags } = site()
  for (const [scope, slug, page] of [
    ['person', person.handle, paths.person(person.handle)],
    ['topic', topic.slug, paths.topic(topic.slug)],
    ['series', series.slug, paths.series(series.slug)],
  ] as const) {
    const html = await (await get(page)).text()
    const slides = paths.coverageOf(scope, slug, 'slides')
    expect(html).toContain(`<a href="${slides}">1 slide deck</a>`)
    tags.clear()
    const list = await (await get(slides)).text()
    expect(list).toContain('Looms, drawn</a>')
    expect(list).not.toContain('Looms, filmed</a>')
    expect([...tags]).toEqual(['coverage'])
    const all = await (await get(paths.coverageOf(scope, slug))).text()
    expect(all).toContain('Looms, filmed</a>')
    expect((await get(paths.coverageOf(scope, slug, 'films'))).status).toBe(404)
    expect((await get(paths.coverageOf(scope, 'no-such-one'))).status).toBe(404)
    const moved = await get(paths.coverageOf(scope, slug.toUpperCase(), 'slides'))
    expect([moved.status, moved.headers.get('location')]).toEqual([301, slides])
  }
  await db.insert(personRedirects).values({ handle: 'was-filmed', personId: person.id })
  const old = await get(paths.coverageOf('person', 'was-filmed', 'video'))
  expect(old.headers.get('location')).toBe(paths.coverageOf('person', person.handle, 'video'))
})

test('a card says what it is of: the session’s name, speakers, event and year, once, on a drawn plate', async () => {
  const person = await makePerson({ name: 'Ada' })
  const event = await makeEvent({ name: 'Loom Conf', startsOn: '2026-05-01' })
  const session = await makeSession({ eventId: event.id, title: 'Engines', speakers: [person] })
  const url = 'https://speakerdeck.com/ada/engines'
  const of = { eventId: event.id, sessionId: session.id }
  await makeCoverage({ ...of, kind: 'slides', title: 'speakerdeck.com', url, author: 'Uploader' })
  const html = await (await site().get(paths.coverageOf('person', person.handle))).text()
  for (const part of [
    'class="coverage plated"',
    '<div class="plate"><svg class="icon"',
    'dir="auto">Engines</a></h2>',
    `<a href="${paths.person(person.handle)}" dir="auto">Ada</a>`,
    `<a href="${paths.event(event)}" dir="auto">Loom Conf 2026</a>`,
    `<a href="${paths.session(event, session.slug)}" dir="auto">The session</a>`,
    'on <bdi>speakerdeck.com</bdi>',
  ])
    expect(html).toContain(part)
  expect(html).not.toContain('Uploader')
  expect(html).not.toContain('speakerdeck.com</a>')
  expect(html).not.toContain(' style=')
  for (const page of [paths.eventCoverage(event), paths.session(event, session.slug)]) {
    const card =
      /<article class="coverage plated".*?<\/article>/s.exec(await htmlOf(page))?.[0] ?? ''
    expect(card).toContain('<div class="plate"><svg')
    expect(card.split('Engines')).toHaveLength(2)
  }
  expect((await htmlOf(paths.eventCoverage(event))).split('>Engines<')).toHaveLength(2)
})

test('what plays has Play on its picture, or on the plate with its name where there is none', async () => {
  const event = await makeEvent({ startsOn: '2026-05-01' })
  const session = await makeSession({ eventId: event.id, title: 'Engines' })
  const of = { eventId: event.id, sessionId: session.id }
  const playerUrl = 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'
  await makeCoverage({ ...of, title: 'Drawn', playerUrl })
  const thumbnailUrl = 'https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg'
  await makeCoverage({ ...of, title: 'Pictured', playerUrl, thumbnailUrl })
  const html = await htmlOf(paths.session(event, session.slug))
  const cards = html.match(/<article class="coverage.*?<\/article>/gs) ?? []
  const [drawn, pictured] = ['Drawn', 'Pictured'].map((name) =>
    cards.find((card) => card.includes(`>${name}</a>`)),
  )
  const play = 'class="plate"></div><a class="play"'
  for (const part of ['class="coverage plated"', play]) expect(drawn).toContain(part)
  expect(drawn).not.toContain('<img')
  for (const part of ['class="coverage"', play, '<img']) expect(pictured).toContain(part)
})

test('hostile titles and players stay text', async () => {
  const event = await makeEvent()
  await makeCoverage({
    eventId: event.id,
    title: '"><script>alert(1)</script>',
    author: '<img src=x onerror=alert(1)>',
    playerUrl: 'https://evil.example/player',
    thumbnailUrl: 'javascript:alert(1)',
  })
  const html = await (await site().get(paths.eventCoverage(event))).text()
  for (const wrong of ['<script>alert', '<img src=x', 'evil.example', 'javascript:'])
    expect(html).not.toContain(wrong)
})
