import { expect, test } from 'vitest'
import { paths } from '#functions/paths.ts'
import { makeEdge } from '../../../support/edge.ts'
import { makeEvent, makePerson, makeSession } from '../../../support/make.ts'

const word = `w${crypto.randomUUID().slice(0, 8)}`
const edge = makeEdge()
const text = async (path: string) => (await edge.send(path)).text()

test('a search shows the first few of every kind, with a way to the rest, and each is a page', async () => {
  const event = await makeEvent({ name: `${word} Conf` })
  const person = await makePerson({ name: `${word} <b>Ada</b>` })
  for (let i = 0; i < 6; i++)
    await makeSession({ eventId: event.id, title: `${word} ${i}`, speakers: [person] })
  const html = await text(paths.search({ q: word }))
  expect(html).toContain(`<title>Search for “${word}” · Hallway</title>`)
  expect(html).toContain(paths.event(event))
  expect(html).toContain(`${word} &lt;b&gt;Ada&lt;/b&gt;`)
  const more = paths.search({ q: word, kind: 'session' }).replace('&', '&amp;')
  expect(html).toContain(`<a href="${more}">More sessions`)
  expect(html).not.toContain('More people')
  const sessions = await text(paths.search({ q: word, kind: 'session' }))
  expect(sessions.match(/<li><a class="name"/g)).toHaveLength(6)
  expect(sessions).toContain('aria-current="page">Sessions')
})

test('search engines keep out, and every page has the form', async () => {
  const html = await text(paths.search({ q: word }))
  expect(html).toContain('<meta name="robots" content="noindex"/>')
  expect(await text('/topics/')).toMatch(
    /<form class="search-form" method="get" action="\/search\/">/,
  )
})

test.each([
  [`?q=${word.toUpperCase()}`, `?q=${word}`],
  [`?q=%20%20${word}%20%20b%20`, `?q=${word}%20b`],
  [`?kind=person&q=${word}`, `?q=${word}&kind=person`],
  ['?q=%20', ''],
  ['?kind=event', ''],
])('%s is asked for in one spelling', async (asked, normal) => {
  const answer = await edge.send(`/search/${asked}`)
  const address = `/search/${normal}`
  // In which order the parameters stand makes no other page.
  if (answer.status === 200) expect(await answer.text()).toBe(await text(address))
  else expect([answer.status, answer.headers.get('location')]).toEqual([301, address])
})

test.each([
  `?q=${'x'.repeat(10_000)}`,
  '?kind=account',
  '?q=a&kind=event&after=x',
  '?q=a&kind=event&after=1',
])('%s is no page', async (query) => expect((await edge.send(`/search/${query}`)).status).toBe(400))

test('nothing found says what helps, and what is typed is text', async () => {
  const html = await text(paths.search({ q: `<script>${word}nothing`, kind: 'person' }))
  expect(html).toContain('No people here has all of these words')
  expect(html).toContain(`&lt;script&gt;${word}nothing`)
  expect(html).not.toContain('<script>w')
})
