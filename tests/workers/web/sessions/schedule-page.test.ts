import { expect, test } from 'vitest'
import { coverage } from '#db/schema/index.ts'
import { paths } from '#functions/paths.ts'
import { db } from '../../../support/database.ts'
import { makeEvent, makeSession } from '../../../support/make.ts'
import { makeProgrammeDay } from '../../../support/make-programme-day.ts'
import { during, site, text } from '../../../support/programme-pages.ts'

test('a mark says where a video is, in the list and in the grid; a dead one and slides are none', async () => {
  const { event, sessions } = await makeProgrammeDay()
  const of = (session: { id: string }, kind: 'video' | 'slides', deadSince: Date | null = null) => {
    const urlKey = `${kind}-${session.id}`
    const url = `https://videos.example/${urlKey}`
    return { eventId: event.id, sessionId: session.id, kind, url, urlKey, deadSince }
  }
  await db
    .insert(coverage)
    .values([
      of(sessions.opening, 'video'),
      of(sessions.parallel, 'slides'),
      of(sessions.gone, 'video', during),
      { ...of(sessions.party, 'video'), sessionId: null },
    ])
  const list = await text(paths.schedule(event))
  expect(list.match(/class="recorded"/g)).toHaveLength(1)
  expect(list).toMatch(
    /id="s-opening".*?<span class="recorded">Recorded<\/span><\/p>.*?id="s-parallel"/s,
  )
  const grid = await text(paths.schedule(event, { view: 'grid' }))
  expect(grid).toMatch(
    /<span class="recorded"><span class="unseen">Recorded <\/span><\/span>.{0,99}>Opening<\/a>/,
  )
})

test('a schedule leads into calendars only where they can show it', async () => {
  const month = { datePrecision: 'month', startsOn: '2026-09-01', endsOn: '2026-09-30' } as const
  const vague = await makeEvent(month)
  await makeSession({ eventId: vague.id })
  const timed = await makeEvent(month)
  const startsAt = '2026-09-04 10:00:00'
  await makeSession({ eventId: timed.id, day: '2026-09-04', startsAt, endsAt: startsAt })
  const dated = await makeEvent()

  const seen = async (event: typeof vague) => [
    (await text(paths.schedule(event))).includes(paths.scheduleFile(event, 'ics')),
    (await site().get(paths.scheduleFile(event, 'ics'))).status,
  ]
  expect(await seen(vague)).toEqual([false, 404])
  expect(await seen(timed)).toEqual([true, 200])
  expect(await seen(dated)).toEqual([true, 200])
  expect(await text(paths.schedule(vague))).toContain(paths.scheduleFile(vague, 'json'))
})

test('a long day is folded by the hour: open is the hour that is on, or else the first', async () => {
  const event = await makeEvent({ zone: 'UTC', startsOn: '2026-06-01', endsOn: '2026-06-01' })
  const add = (index: number) =>
    makeSession({
      ...{ eventId: event.id, slug: `talk-${index}`, title: `Talk ${index}`, day: '2026-06-01' },
      startsAt: `2026-06-01 ${10 + Math.floor(index / 20)}:${10 + (index % 20)}:00`,
      endsAt: `2026-06-01 ${11 + Math.floor(index / 20)}:00:00`,
    })
  for (let index = 0; index < 60; index++) await add(index)
  expect(await text(paths.schedule(event))).not.toContain('<details class="hour"')
  await add(60)
  const open = async (now: string) => {
    const html = await text(paths.schedule(event), new Date(now))
    const folds = html.split('<details class="hour"').slice(1)
    expect(folds.map((fold) => /class="count">([^<]*)</.exec(fold)?.[1])).toEqual([
      ...['20 sessions', '20 sessions', '20 sessions', '1 session'],
    ])
    return folds.flatMap((fold, index) => (fold.startsWith(' open') ? index : []))
  }
  const hourOf = (html: string) => /aria-current="time"><time[^>]*>([^<]*)/.exec(html)?.[1]
  expect(hourOf(await text(paths.schedule(event), new Date('2026-06-01T12:15:00Z')))).toBe('12:10')
  expect(
    hourOf(await text(paths.schedule(event), new Date('2026-06-01T08:00:00Z'))),
  ).toBeUndefined()
  expect(await open('2026-05-01T00:00:00Z')).toEqual([0])
  expect(await open('2026-06-01T12:15:00Z')).toEqual([2])
  expect(await open('2026-06-01T08:00:00Z')).toEqual([0])
  // Narrowed, it is short again.
  expect(await text(paths.schedule(event, { q: 'talk 1' }))).not.toContain('<details class="hour"')
})

test.each([
  ['?q=GIT', '?q=git'],
  ['?q=%20Git%20%20LFS%20&day=none', '?day=none&q=git%20lfs'],
  ['?q=%20', ''],
  ['?language=EN', '?language=en'],
  ['?language=pt-br', '?language=pt-BR'],
])('%s is at %s: what finds the same has one address', async (asked, home) => {
  const { event } = await makeProgrammeDay()
  const { status, headers } = await site().get(`${paths.schedule(event)}${asked}`)
  expect([status, headers.get('location')]).toEqual([301, `${paths.schedule(event)}${home}`])
})

test('where a day has nothing like it, the other days are a link away, narrowed the same', async () => {
  const { event } = await makeProgrammeDay()
  const asked = { day: '2026-06-01', q: 'no such words', view: 'grid' } as const
  const href = paths.schedule(event, { ...asked, day: '2026-06-02' }).replaceAll('&', '&amp;')
  const html = await text(paths.schedule(event, asked))
  expect(html).toContain(`<a href="${href}" data-words="true">Look on Tuesday 2 June</a>`)
  expect(html).not.toContain('Look on Monday')
  expect(html).toContain('Nothing on this day is like that; another day may have it.')
  const whole = paths.schedule(event, { day: asked.day, view: 'grid' }).replaceAll('&', '&amp;')
  expect(html).toContain(`<a href="${whole}">All sessions of this day</a>`)
  expect(html).not.toContain('id="nothing-found"')
  // For the script, which finds as one types.
  expect(await text(paths.schedule(event, { day: '2026-06-01' }))).toContain(
    '<div id="nothing-found" hidden=""',
  )
})
