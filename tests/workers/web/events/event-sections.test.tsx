import { expect, test } from 'vitest'
import type { EventDetail } from '#functions/events/event.ts'
import { earlier, mention, next, renderEvent } from '../../../support/render-event.tsx'

test('other editions are there with their days, cities and talks, the one to come first', async () => {
  const html = await renderEvent({ editions: [next, earlier] })
  expect(html).toMatch(
    /Other editions.*dConstruct 2027.*dConstruct 2019.*1 Sept 2019.*Brighton.*7 talks/,
  )
  expect(html).not.toContain('Next edition')
  expect(await renderEvent({ editions: [] })).not.toContain('editions</h2>')
})

test('an edition that was called off says so', async () => {
  const off = { ...earlier, status: 'cancelled' } as const
  expect(await renderEvent({ editions: [off] })).toMatch(/1 Sept 2019<\/span><span>Cancelled</)
})

test('while nobody is on the programme, who spoke the last time is', async () => {
  const lastSpeakers = {
    year: 2025,
    slug: 'last',
    name: 'Last Conf',
    speakers: [{ handle: 'ada', name: 'Ada' }],
  }
  const html = await renderEvent({ lastSpeakers })
  expect(html).toContain('Who spoke at <bdi>Last Conf</bdi>')
  expect(html).toContain('href="/2025/last/speakers/"')
})

test('what else is on is told by week, with what it has in common', async () => {
  const near = { ...mention, name: 'Near Conf', topic: null, distanceKm: 123.4 }
  const week = {
    ...near,
    startsOn: '2026-08-31',
    endsOn: '2026-08-31',
    topic: 'Design',
    distanceKm: 0,
  }
  const month = { ...near, startsOn: '2026-09-07', endsOn: '2026-09-08' }
  const html = await renderEvent({ around: [week, month] })
  expect(html).toMatch(
    /That week.*also <bdi>Design.*in the same city.*Around the same time.*120 km away/,
  )
  expect(await renderEvent({ around: [month] })).not.toContain('That week')
})

test('a page says where it is from, and when that was read', async () => {
  const readAt = new Date('2026-11-28T10:00:00Z')
  const sources = [
    { source: 'confs-tech', readAt },
    { source: 'rubyevents', readAt: null },
    { source: 'make-next', readAt },
  ]
  const html = await renderEvent({ sources })
  expect(html).toMatch(/From <a [^>]*>confs.tech<\/a>, read <time [^>]*>28 November 2026/)
  expect(html).toMatch(/From <a [^>]*>RubyEvents<\/a><\/li>/)
  expect(html).not.toContain('make-next')
})

test('a call that is closed is told among the facts, one that is open in a box', async () => {
  const call = {
    ...{
      id: 'a',
      kind: 'speakers' as const,
      url: 'https://calls.example/',
      opensAt: null,
      note: null,
    },
    ...{ deadlineZone: 'Etc/GMT+12', deadlineIsDay: true, paysTravel: null },
  } as const
  const closed = { ...call, deadline: new Date('2026-08-01T12:00:00Z') }
  const html = await renderEvent({ calls: [closed] })
  expect(html).toMatch(
    /href="\/2026\/dconstruct\/calls\/">Call for speakers<\/a> <span class="quiet"><span [^>]*>Closed 5 weeks ago/,
  )
  expect(html).not.toContain('Open calls')
  const open = { ...call, deadline: new Date('2026-10-01T12:00:00Z') }
  expect(await renderEvent({ calls: [closed, open] })).toContain('Open calls')
})

const drawn = async (fields: Partial<EventDetail>) =>
  /<svg class="art".*?<\/svg>/.exec(await renderEvent(fields))?.[0] ?? ''

test('each series has a drawing of its own, the same for all its editions, without styles of its own', async () => {
  const one = await drawn({ slug: 'a' })
  expect(await drawn({ slug: 'b' })).toBe(one)
  expect(await drawn({ series: null, slug: 'b' })).not.toBe(one)
  expect(one).not.toContain('style')
  expect(one.length).toBeLessThan(1_000)
})
