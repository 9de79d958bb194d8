import { expect, test } from 'vitest'
import { anonymous, readerWho, renderEvent } from '../../../support/render-event.tsx'

test('the page tells all that is known', async () => {
  const html = await renderEvent()
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
    '97 tracking',
    'Ada Lovelace',
    'and 137 more',
    'href="/topics/design/"',
    'href="/places/brighton/"',
  ])
    expect(html).toContain(words)
})

test('the anonymous are led to sign in and back', async () => {
  const html = await renderEvent()
  expect(html).toContain('href="/sign-in/attending/2026/dconstruct/"')
  expect(html).not.toContain('<form method="post"')
})

test('the calendar is offered under the date, with a word of what is marked, until it is over', async () => {
  const link = 'href="/2026/dconstruct/event.ics"'
  expect(await renderEvent()).toContain(link)
  expect(await renderEvent()).not.toContain('You are on the list')
  expect(await renderEvent({}, readerWho('attending'))).toMatch(
    /You are on the list\..*event\.ics/s,
  )
  expect(await renderEvent({}, readerWho('tracking'))).toMatch(
    /It waits on your dashboard\..*event\.ics/s,
  )
  const cannot = [
    { datePrecision: 'month' },
    { status: 'cancelled' },
    { startsOn: '2026-08-01', endsOn: '2026-08-02' },
  ] as const
  for (const fields of cannot)
    expect(await renderEvent(fields, readerWho('attending')), JSON.stringify(fields)).not.toContain(
      link,
    )
})

test.each([
  [undefined, ['value="attending"', 'value="tracking"'], ['Attending', 'Tracking']],
  ['attending', ['value="none"', 'value="tracking"', 'Attending'], ['value="attending"']],
  ['tracking', ['value="attending"', 'value="none"', 'Tracking'], ['value="tracking"']],
] as const)('someone who is %s can change that', async (role, shown, absent) => {
  const html = (await renderEvent({}, readerWho(role))).replaceAll(/data-said="[^"]*"/g, '')
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
  expect(await renderEvent({ status })).toContain(words)
})

test('a cancelled event takes no new marks, but lets go of old ones', async () => {
  const fields = { status: 'cancelled' } as const
  expect(await renderEvent(fields, readerWho())).not.toContain('/attendance/')
  expect(await renderEvent(fields, readerWho('tracking'))).toContain('value="none"')
  expect(await renderEvent(fields)).not.toContain('In 3 days')
})

test('the last day belongs to the event until it is over in its own zone', async () => {
  const late = { ...anonymous, now: new Date('2026-09-06T04:00:00Z') }
  expect(await renderEvent({ zone: 'America/Los_Angeles' }, late)).toContain('Who is going')
  expect(await renderEvent({ zone: 'Europe/London' }, late)).toContain('Who was there')
})

test('names are text, whatever is in them', async () => {
  const name = '<script>alert(1)</script> & "quotes"'
  const html = await renderEvent({ name, tagline: name, attending: [{ handle: 'x', name }] })
  expect(html).not.toContain('<script>alert')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'not an address', 'ftp://x.example/'])(
  '%s never becomes a link',
  async (address) => {
    const html = await renderEvent({ website: address, codeOfConductUrl: address })
    expect(html).not.toContain(`href="${address}`)
    expect(html).not.toContain('Code of conduct')
  },
)

test('a hostile handle stays text', async () => {
  const html = await renderEvent({
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
  expect(await renderEvent({ name })).toContain(`<h1 class="p-name" dir="auto">${name}</h1>`)
})

test('where little is known, the page says so kindly', async () => {
  const html = await renderEvent({
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
  const html = await renderEvent({ attendanceMode: 'hybrid' })
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
  const html = await renderEvent({ posts: [post] })
  expect(html).toContain('<div class="words" dir="auto" lang="ta"><p>வணக்கம்</p></div>')
  expect(html).toContain('rel="nofollow ugc noopener"')
  expect(html).toContain('on Mastodon')
  expect(html).toContain('>@ada@social.example<')
})
