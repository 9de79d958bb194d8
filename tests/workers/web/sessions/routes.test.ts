import { expect, test } from 'vitest'
import { eventRedirects } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { hueClass } from '#workers/web/components/hue.ts'
import { db } from '../../../support/database.ts'
import { makeEvent, makeSession } from '../../../support/make.ts'
import { makeProgrammeDay } from '../../../support/make-programme-day.ts'
import { site, text } from '../../../support/programme-pages.ts'

test('D1: the schedule prints its zone, and every time carries its instant', async () => {
  const { event } = await makeProgrammeDay()
  const html = await text(paths.schedule(event))
  expect(html).toContain('Times are <strong>Brussels time (UTC+2)</strong>')
  expect(html).toContain('<time datetime="2026-06-01T08:00Z">10:00</time>')
  expect(html).toContain('data-zone="Europe/Brussels"')
  expect(html).not.toContain('data-online')
})

test('D1: what is only online says so to the script that shows the reader’s own time', async () => {
  const { event } = await makeProgrammeDay({ attendanceMode: 'online' })
  for (const path of [paths.schedule(event), paths.session(event, 'opening')])
    expect(await text(path)).toContain('data-online')
})

test('a session leads to what else is on at the same time', async () => {
  const { event } = await makeProgrammeDay()
  expect(await text(paths.session(event, 'opening'))).toMatch(
    /<h2>At the same time<\/h2><ul[^>]*><li><a href="[^"]*\/parallel\/"/,
  )
})

test('what is on, what is next, what was withdrawn, and what is not recorded, are told in words', async () => {
  const { event } = await makeProgrammeDay()
  const html = await text(paths.schedule(event))
  expect(html.match(/On now/g)).toHaveLength(2)
  expect(html).toMatch(/11:00<\/time><span class="soon">Next/)
  expect(html).toMatch(/Withdrawn <\/strong><a [^>]*>Gone/)
  expect(html).toContain('Not recorded')
  expect(html).toContain('German')
  const later = await text(paths.schedule(event), new Date('2026-06-01T09:10:00Z'))
  expect(later).toMatch(/On now <\/strong><span dir="auto">Lunch/)
})

test('D2: the party after midnight is on the evening’s page, and says which night', async () => {
  const { event } = await makeProgrammeDay()
  const html = await text(paths.schedule(event, { day: '2026-06-01' }))
  expect(html).toMatch(/01:00<\/time><span class="late"> in the night to Tue 2 Jun/)
  expect(await text(paths.schedule(event, { day: '2026-06-02' }))).not.toContain('Party')
})

test('a day can be narrowed to a room, a track, a language or words, and laid out as a grid', async () => {
  const { event } = await makeProgrammeDay()
  const has = async (part: Parameters<typeof paths.schedule>[1]) => {
    const html = await text(paths.schedule(event, part))
    return ['opening', 'parallel', 'lunch'].filter((slug) => html.includes(`id="s-${slug}"`))
  }
  expect(await has({ room: 'Janson' })).toEqual(['opening'])
  expect(await has({ track: 'Go' })).toEqual(['parallel'])
  expect(await has({ language: 'de' })).toEqual(['parallel'])
  expect(await has({ room: 'No such room' })).toEqual([])
  expect(await has({ q: 'ada k.1' })).toEqual(['parallel'])
  expect(await has({ q: 'zoe' })).toEqual(['opening'])
  const grid = await text(paths.schedule(event, { view: 'grid' }))
  const rooms = [...grid.matchAll(/<h2 dir="auto">([^<]*)</g)].map(([, name]) => name)
  expect(rooms).toEqual(['Everywhere', 'Janson', 'K.1.105'])
  expect(grid).toContain(`<li><div class="x5 on ${hueClass('Main')}">`)
})

test('a narrowed day keeps its words on other days and in the other layout, and lets go of them', async () => {
  const { event } = await makeProgrammeDay()
  const part = { day: '2026-06-01', q: 'a & b', view: 'grid' } as const
  const html = await text(paths.schedule(event, part))
  const has = (to: typeof part | Parameters<typeof paths.schedule>[1]) =>
    expect(html).toContain(`href="${paths.schedule(event, to).replaceAll('&', '&amp;')}"`)
  has({ ...part, day: '2026-06-02' })
  has({ ...part, view: undefined })
  has({ ...part, q: undefined })
  expect(html).toContain('name="q" value="a &amp; b"')
  expect(html).toContain('<meta name="robots" content="noindex')
})

test('one choice is lit in each switch, the layout’s and whose sessions', async () => {
  const { event } = await makeProgrammeDay()
  for (const [part, lit] of [
    [{}, 'List'],
    [{ view: 'grid' }, 'Grid'],
  ] as const) {
    const html = await text(paths.schedule(event, part))
    const switches = html.split('<nav class="switch"').slice(1, 3)
    const current = switches.map(
      (one) => /aria-current="page">([^<]*)</g.exec(one.split('</nav>')[0] ?? '')?.[1],
    )
    expect(current).toEqual([lit, 'All sessions'])
    expect(html.match(/<nav class="switch"/g)).toHaveLength(2)
  }
})

test('D7: people without a page are names, those with one are links, in billed order', async () => {
  const { event, ada } = await makeProgrammeDay()
  const link = `<a href="${paths.person(ada.handle)}">Ada Lovelace</a>`
  expect(await text(paths.schedule(event))).toContain(
    `<bdi>Zoë Unknown</bdi>, ${link}, <bdi>Bo</bdi>`,
  )
  const page = await text(paths.session(event, 'opening'))
  const places = ['Zoë Unknown</span>', 'Ada Lovelace</a>', 'Bo</span>'].map((it) =>
    page.indexOf(it),
  )
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places.toSorted((a, b) => a - b)).toEqual(places)
  const all = await text(paths.eventSpeakers(event))
  for (const name of ['Zoë Unknown', 'Ada Lovelace', 'Bo']) expect(all).toContain(name)
  expect(all).toContain('Brussels time')
})

test('a session’s page has all there is, and machines read the same', async () => {
  const { event } = await makeProgrammeDay()
  const html = await text(paths.session(event, 'opening'))
  for (const words of [
    'And welcome',
    '<p>Hello.</p>',
    'For beginners',
    'Keynote',
    'Janson',
    'Main',
  ])
    expect(html).toContain(words)
  expect(html).toContain('href="/sign-in/?next=')
  const data = JSON.parse(/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? '{}')
  expect(data).toMatchObject({
    ...{ '@type': 'Event', name: 'Opening', startDate: '2026-06-01T08:00Z', inLanguage: 'en' },
    superEvent: { name: event.name, url: `http://localhost${paths.event(event)}` },
  })
  const gone = await text(paths.session(event, 'gone'))
  expect(gone).toContain('was withdrawn')
  expect(gone).toContain('EventCancelled')
  expect(await text(paths.session(event, 'parallel'))).toContain('moved to K.1.105')
})

test('other spellings and old addresses lead on; an unknown session says where to look', async () => {
  const { event } = await makeProgrammeDay()
  const old = { year: 2025, slug: `old-${event.slug}` }
  await db.insert(eventRedirects).values({ ...old, eventId: event.id })
  for (const [from, to] of [
    [paths.session(event, 'OPENING'), paths.session(event, 'opening')],
    [paths.session(old, 'opening'), paths.session(event, 'opening')],
    [paths.schedule(old, { view: 'grid' }), paths.schedule(event, { view: 'grid' })],
    [paths.eventSpeakers(old), paths.eventSpeakers(event)],
  ] as const) {
    const answer = await site().get(from)
    expect([answer.status, answer.headers.get('location')]).toEqual([301, to])
  }
  const missing = await site().get(paths.session(event, 'no-such-session'))
  expect(missing.status).toBe(404)
  expect(await missing.text()).toContain(`href="${paths.schedule(event)}"`)
})

test.each([
  ['?day=yesterday', 400],
  ['?day=2026-07-01', 404],
  ['?day=none', 404],
  ['?view=table', 400],
  [`?room=${'x'.repeat(201)}`, 400],
  [`?q=${'x'.repeat(201)}`, 400],
  ['?day=&room=', 200],
])('a schedule asked for with %s answers %i', async (query, status) => {
  const { event } = await makeProgrammeDay()
  expect((await site().get(`${paths.schedule(event)}${query}`)).status).toBe(status)
})

test('what has no time is told in the list; a day of nothing else has no grid, and says so', async () => {
  const event = await makeEvent({ zone: 'UTC', startsOn: '2026-06-01', endsOn: '2026-06-01' })
  await makeSession({ eventId: event.id, title: 'Some time', kind: 'meetup', day: '2026-06-01' })
  const list = await text(paths.schedule(event))
  expect(list).toContain('Time to be announced')
  expect(list).toContain('<p class="in"><bdi>Meetup</bdi></p>')
  const grid = await text(paths.schedule(event, { view: 'grid' }))
  expect(grid).toContain('No time is known of anything on this day')
  expect(grid).not.toContain('class="grid')
  const later = await text(paths.schedule(event), new Date('2026-06-03T00:00:00Z'))
  expect(later).toContain('Time not recorded')
  expect(later).not.toContain('to be announced')
})

test('an event without a programme has a friendly, empty schedule', async () => {
  const event = await makeEvent()
  expect(await text(paths.schedule(event))).toContain('is not known here yet')
  expect(await text(paths.eventSpeakers(event))).toContain('Nobody is on the programme')
  expect(await text(paths.event(event))).not.toContain('Programme</h2>')
})

test('the pages that show a programme carry its event’s tag', async () => {
  const { event } = await makeProgrammeDay()
  for (const path of [paths.schedule(event), paths.session(event, 'opening')]) {
    const { get, tags } = site()
    await get(path)
    expect([...tags]).toEqual([`event-${event.id}`])
  }
})
