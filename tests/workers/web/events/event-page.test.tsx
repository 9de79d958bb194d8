import { expect, test } from 'vitest'
import type { AttendanceRole } from '#db/schema/index.ts'
import type { EventDetail } from '#functions/events/event.ts'
import type { Reader } from '#workers/web/components/reader.ts'
import { EventPage } from '#workers/web/events/event-page.tsx'
import { renderPage } from '../../../support/render-page.ts'
import { sampleEvent } from '../../../support/sample-event.ts'

const now = new Date('2026-09-01T12:00:00Z')
const anonymous: Reader = { viewer: null, now, here: '/2026/dconstruct/' }
const reader = (role?: AttendanceRole): Reader => {
  const roles = new Map(role ? [[sampleEvent.id, role]] : [])
  return { ...anonymous, viewer: { handle: 'ada', name: 'Ada', roles } }
}
const render = (fields: Partial<EventDetail> = {}, as = anonymous) =>
  renderPage(<EventPage event={{ ...sampleEvent, ...fields }} reader={as} />, { viewer: as.viewer })

test('the page tells all that is known', async () => {
  const html = await render()
  for (const words of [
    'dConstruct',
    'The art of making things',
    'Friday 4 to Saturday 5 September 2026',
    'London time (UTC+1)',
    'Brighton',
    'United Kingdom',
    'In 3 days',
    'dconstruct.example/2026',
    '#dconstruct',
    'https://social.example/@dconstruct',
    'https://bsky.app/profile/dconstruct.example',
    'English',
    'Code of conduct',
    '138 attending',
    '97 tracking',
    'Ada Lovelace',
    'and 137 more',
    'href="/topics/design/"',
    'href="/places/brighton/"',
  ])
    expect(html).toContain(words)
})

test('the anonymous are led to sign in and back', async () => {
  const html = await render()
  expect(html).toContain('href="/sign-in/attending/2026/dconstruct/"')
  expect(html).not.toContain('<form')
})

test('the calendar is offered under the date, with a word of what is marked, until it is over', async () => {
  const link = 'href="/2026/dconstruct/event.ics"'
  expect(await render()).toContain(link)
  expect(await render()).not.toContain('You are on the list')
  expect(await render({}, reader('attending'))).toMatch(/You are on the list\..*event\.ics/s)
  expect(await render({}, reader('tracking'))).toMatch(/It waits on your dashboard\..*event\.ics/s)
  const cannot = [
    { datePrecision: 'month' },
    { status: 'cancelled' },
    { startsOn: '2026-08-01', endsOn: '2026-08-02' },
  ] as const
  for (const fields of cannot)
    expect(await render(fields, reader('attending')), JSON.stringify(fields)).not.toContain(link)
})

test.each([
  [undefined, ['value="attending"', 'value="tracking"'], ['Attending', 'Tracking']],
  ['attending', ['value="none"', 'value="tracking"', 'Attending'], ['value="attending"']],
  ['tracking', ['value="attending"', 'value="none"', 'Tracking'], ['value="tracking"']],
] as const)('someone who is %s can change that', async (role, shown, absent) => {
  const html = (await render({}, reader(role))).replaceAll(/data-said="[^"]*"/g, '')
  for (const words of shown) expect(html).toContain(words)
  for (const words of absent) expect(html).not.toContain(words)
  expect(html).toContain('action="/2026/dconstruct/attendance/"')
  expect(html).toContain('name="back" value="/2026/dconstruct/#event-marked"')
})

test.each([
  ['cancelled', 'was cancelled'],
  ['postponed', 'Postponed'],
  ['rescheduled', 'dates have changed'],
  ['moved_online', 'moved online'],
  ['tentative', 'Not certain yet'],
] as const)('that it is %s is told in words', async (status, words) => {
  expect(await render({ status })).toContain(words)
})

test('a cancelled event takes no new marks, but lets go of old ones', async () => {
  const fields = { status: 'cancelled' } as const
  expect(await render(fields, reader())).not.toContain('/attendance/')
  expect(await render(fields, reader('tracking'))).toContain('value="none"')
  expect(await render(fields)).not.toContain('In 3 days')
})

test('a past event tells who was there, and offers no buttons', async () => {
  const past = { startsOn: '2026-08-01', endsOn: '2026-08-02' }
  const html = await render(past, reader('attending'))
  expect(html).toContain('Who was there')
  expect(html).toContain('You were there')
  expect(html).not.toContain('/attendance/')
})

test('the last day belongs to the event until it is over in its own zone', async () => {
  const late = { ...anonymous, now: new Date('2026-09-06T04:00:00Z') }
  expect(await render({ zone: 'America/Los_Angeles' }, late)).toContain('Who is going')
  expect(await render({ zone: 'Europe/London' }, late)).toContain('Who was there')
})

test('names are text, whatever is in them', async () => {
  const name = '<script>alert(1)</script> & "quotes"'
  const html = await render({ name, tagline: name, attending: [{ handle: 'x', name }] })
  expect(html).not.toContain('<script>alert')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'not an address', 'ftp://x.example/'])(
  '%s never becomes a link',
  async (address) => {
    const html = await render({ website: address, codeOfConductUrl: address })
    expect(html).not.toContain(`href="${address}`)
    expect(html).not.toContain('Code of conduct')
  },
)

test('a hostile handle stays text', async () => {
  const html = await render({
    xHandle: 'a/../../evil',
    mastodonHandle: 'nobody',
    blueskyHandle: null,
  })
  expect(html).toContain('@a/../../evil')
  expect(html).not.toContain('href="https://x.com/')
  expect(html).not.toContain('on Bluesky')
})

test('names in every script keep their own direction', async () => {
  const name = 'مؤتمر البرمجيات الحرة'
  expect(await render({ name })).toContain(`<h1 class="p-name" dir="auto">${name}</h1>`)
})

test('where little is known, the page says so kindly', async () => {
  const html = await render({
    place: null,
    website: null,
    hashtag: null,
    attending: [],
    tracking: [],
    attendingCount: 0,
    trackingCount: 0,
    tagline: null,
    languages: [],
    topics: [],
  })
  expect(html).toContain('Place to be announced')
  expect(html).toContain('Nobody has said so yet')
  expect(html).not.toContain('What people say')
  expect(html).not.toContain('0 attending')
})

test('hybrid events are in both places', async () => {
  const html = await render({ attendanceMode: 'hybrid' })
  expect(html).toContain('Brighton')
  expect(html).toContain('and online')
})

test('posts link to where they were written, in their own language', async () => {
  const post = {
    source: 'mastodon',
    url: 'https://social.example/@ada/1',
    authorName: 'Ada',
    authorHandle: '@ada@social.example',
    html: '<p>வணக்கம்</p>',
    language: 'ta',
    postedAt: new Date('2026-08-31T10:00:00Z'),
    editedAt: null,
  } as const
  const html = await render({ posts: [post] })
  expect(html).toContain('<div class="words" dir="auto" lang="ta"><p>வணக்கம்</p></div>')
  expect(html).toContain('rel="nofollow ugc noopener"')
  expect(html).toContain('on Mastodon')
  expect(html).toContain('>@ada@social.example<')
})
