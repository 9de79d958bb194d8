import { expect, test } from 'vitest'
import { calendar, parse, vevent } from './read-calendar.ts'

test('an event of a calendar is a session, in the zone that it is written in', async () => {
  const { event, sessions, remarks } = await parse(
    calendar(
      vevent(`UID:7@trees.example
DTSTART;TZID=Europe/Paris:20300502T140000
DURATION:PT45M
SUMMARY:Roots\\, and rain
DESCRIPTION:First.\\n\\nSecond & last
LOCATION:Hall A
CATEGORIES:Soil,Water
URL:https://trees.example/7`),
    ),
  )
  expect(remarks).toEqual([])
  expect(event).toMatchObject({
    zone: 'Europe/Paris',
    startsOn: '2030-05-02',
    endsOn: '2030-05-02',
  })
  expect(sessions).toMatchObject([
    {
      line: 3,
      externalId: '7@trees.example',
      title: 'Roots, and rain',
      abstract: '<p>First.</p><p>Second &amp; last</p>',
      day: '2030-05-02',
      startsAt: '2030-05-02 14:00:00',
      endsAt: '2030-05-02 14:45:00',
      room: 'Hall A',
      track: 'Soil',
      url: 'https://trees.example/7',
    },
  ])
})

test('times in UTC, of other zones and of Windows are shown on the event’s own clock', async () => {
  const times = [
    'DTSTART:20300702T120000Z',
    'DTSTART;TZID="W. Europe Standard Time":20300702T140000',
    'DTSTART;TZID=/mozilla.org/20070129_1/America/New_York:20300702T080000',
    'DTSTART;TZID=US-Eastern:20300702T080000',
    'DTSTART;TZID=:20300702T140000',
    'DTSTART:20300702T140000',
    'DTSTART;TZID=Customized Time Zone 1:20300702T140000',
    'DTSTART;TZID=(GMT+01:00) Somewhere:20300702T140000',
  ]
  const { sessions } = await parse(
    calendar(...times.map((time, index) => vevent(`UID:${index}\nSUMMARY:Talk ${index}\n${time}`))),
    'Europe/Berlin',
  )
  expect(sessions.map(({ startsAt }, index) => [times[index], startsAt])).toEqual(
    times.map((time) => [time, '2030-07-02 14:00:00']),
  )
})

test('D2: an all-day event has days and no time, and ends before its DTEND', async () => {
  const { event, sessions } = await parse(
    calendar(
      vevent('UID:1\nSUMMARY:Camp\nDTSTART;VALUE=DATE:20300502\nDTEND;VALUE=DATE:20300505'),
      vevent('UID:2\nSUMMARY:Deadline\nDTSTART;VALUE=DATE:20300501\nDTEND;VALUE=DATE:20300501'),
    ),
  )
  expect(sessions).toMatchObject([
    { day: '2030-05-02', startsAt: null, endsAt: null },
    { day: '2030-05-01', startsAt: null, endsAt: null },
  ])
  expect(event).toMatchObject({ startsOn: '2030-05-01', endsOn: '2030-05-04' })
})

test('letters are put together before they are read: a fold may part their bytes', async () => {
  const text = new TextEncoder().encode(calendar(vevent('UID:1\nDTSTART:20300502\nSUMMARY:Hütte')))
  const at = text.indexOf(0xc3) + 1
  const folded = new Uint8Array([...text.slice(0, at), 0x0d, 0x0a, 0x20, ...text.slice(at)])
  expect((await parse(folded)).sessions[0]?.title).toBe('Hütte')

  const latin = Uint8Array.from(
    'BEGIN:VEVENT\rDTSTART:20300502\rSUMMARY:H\u00fctte\rEND:VEVENT',
    (c) => c.charCodeAt(0),
  )
  expect((await parse(latin)).sessions[0]?.title).toBe('Hütte')
  const marked = `\uFEFFbegin:vcalendar\nbegin:vevent\ndtstart:20300502\nsummary:Lower\n`
  expect((await parse(marked)).sessions[0]?.title).toBe('Lower')
})

test('what repeats is spread out, without what was taken out and with what was changed', async () => {
  const text = calendar(
    vevent(`UID:coffee
SUMMARY:Coffee
DTSTART;TZID=Europe/Paris:20300502T100000
DTEND;TZID=Europe/Paris:20300502T103000
RRULE:FREQ=DAILY;UNTIL=20300506T080000Z
EXDATE;TZID=Europe/Paris:20300503T100000`),
    vevent(`UID:coffee
SUMMARY:Late coffee
RECURRENCE-ID:20300504T080000Z
DTSTART;TZID=Europe/Paris:20300504T110000`),
  )
  const { sessions, remarks } = await parse(text)
  expect(remarks).toEqual([])
  expect(sessions.map(({ externalId, title, startsAt }) => [externalId, title, startsAt])).toEqual([
    ['coffee/2030-05-02 10:00:00', 'Coffee', '2030-05-02 10:00:00'],
    ['coffee/2030-05-05 10:00:00', 'Coffee', '2030-05-05 10:00:00'],
    ['coffee/2030-05-06 10:00:00', 'Coffee', '2030-05-06 10:00:00'],
    ['coffee/2030-05-04 10:00:00', 'Late coffee', '2030-05-04 11:00:00'],
  ])
  // Its names do not depend on where it is shown.
  const elsewhere = await parse(text, 'Asia/Tokyo')
  expect(elsewhere.sessions.map(({ externalId }) => externalId)).toEqual(
    sessions.map(({ externalId }) => externalId),
  )
})

test.each([
  'FREQ=DAILY',
  'FREQ=SECONDLY',
  'FREQ=DAILY;INTERVAL=999999999',
  'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
  'FREQ=YEARLY;BYMONTH=4;BYDAY=1MO;BYMONTHDAY=15,16,17',
  'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2',
  'FREQ=WEEKLY;BYDAY=XX',
  'FREQ=YEARLY;BYYEARDAY=366;INTERVAL=3',
  'FREQ=MONTHLY;BYDAY=5MO,-5TU;BYSETPOS=9',
  'FREQ=YEARLY;UNTIL=20123456T123456;BYSETPOS=-1',
  'FREQ',
])('a rule without an end, or without sense, ends: %s', async (rule) => {
  const { sessions } = await parse(
    calendar(vevent(`UID:1\nSUMMARY:Again\nDTSTART:20300502T100000\nRRULE:${rule}`)),
  )
  expect(sessions.length).toBeGreaterThan(0)
  expect(sessions.length).toBeLessThanOrEqual(200)
})

test('a calendar that makes new UIDs whenever it is built is told by its titles', async () => {
  const build = (stamp: string, start = '09') =>
    calendar(
      ...['Oak', 'Elm', 'Ash', 'Fir', 'Lunch', 'Lunch'].map((title, index) =>
        vevent(
          `UID:${stamp}-${index * 7}@host\nSUMMARY:${title}\nDTSTART:2030050${index + 1}T${start}0000`,
        ),
      ),
    )
  const before = await parse(build('20300401T100000Z'))
  const after = await parse(build('20300402T110000Z'))
  const ids = before.sessions.map(({ externalId }) => externalId)
  expect(new Set(ids).size).toBe(6)
  expect(after.sessions.map(({ externalId }) => externalId)).toEqual(ids)
  const moved = await parse(build('20300402T110000Z', '15'))
  expect(moved.sessions.slice(0, 4).map(({ externalId }) => externalId)).toEqual(ids.slice(0, 4))
})

test('people are taken out of titles only where the calendar always bills them so', async () => {
  const titles = (...all: string[]) =>
    calendar(
      ...all.map((title, index) =>
        vevent(`UID:${index}@x\nSUMMARY:${title}\nDTSTART:2030050${index + 1}T090000`),
      ),
    )
  const dashed = await parse(
    titles(
      'A - b - Ada Oak',
      'Roots - Bo Elm\\, Cy Ash',
      'Rain - Ada Oak',
      'Soil - Di Fir',
      'Leaf - Ed Yew',
      'Lunch',
    ),
  )
  expect(dashed.sessions.slice(0, 2)).toMatchObject([
    { title: 'A - b', credits: [{ name: 'Ada Oak' }] },
    { title: 'Roots', credits: [{ name: 'Bo Elm' }, { name: 'Cy Ash' }] },
  ])
  expect(dashed.sessions[5]).toMatchObject({ title: 'Lunch', kind: 'break', credits: [] })
  const once = await parse(titles('Rust - a love story', 'Roots', 'Rain', 'Soil', 'Leaf'))
  expect(once.sessions[0]).toMatchObject({ title: 'Rust - a love story', credits: [] })
  const by = await parse(
    titles(
      'Roots (talk by Ada Oak & Bo Elm)',
      'Rain (workshop by Cy Ash)',
      'Leaf (by Di Fir)',
      'Stand by (me)',
    ),
  )
  expect(by.sessions).toMatchObject([
    { title: 'Roots', kind: 'talk', credits: [{ name: 'Ada Oak' }, { name: 'Bo Elm' }] },
    { title: 'Rain', kind: 'workshop', credits: [{ name: 'Cy Ash' }] },
    { title: 'Leaf' },
    { title: 'Stand by (me)', credits: [] },
  ])
})

test('what is cancelled, empty or cannot be read is told with its line', async () => {
  const { sessions, remarks } = await parse(
    calendar(
      vevent('UID:1\nSUMMARY:Off\nDTSTART:20300502T100000\nSTATUS:CANCELLED'),
      vevent('UID:2\nSUMMARY:When?\nDTSTART:20301302T100000'),
      vevent('UID:3\nSUMMARY:Backwards\nDTSTART:20300502T100000\nDTEND:20300502T090000'),
      vevent('UID:4\nSUMMARY:\nDTSTART:20300502T100000'),
    ),
  )
  expect(sessions).toMatchObject([
    { title: 'When?', day: null, startsAt: null },
    { startsAt: '2030-05-02 10:00:00', endsAt: '2030-05-02 10:00:00' },
    { title: 'Untitled', kind: 'other' },
  ])
  expect(remarks.sort()).toEqual([
    'note 12: DTSTART left out: 20301302T100000',
    'note 18: DTEND left out: it ends before it starts',
    'note 20: It has no title',
    'rejected 3: It is cancelled',
  ])
  expect((await parse('')).remarks).toEqual(['rejected 1: It is not a calendar'])
  expect((await parse('<html>')).remarks).toEqual(['rejected 1: It is not a calendar'])
})

test('HTML in a description is sanitised, and in a title it is text', async () => {
  const { sessions } = await parse(
    calendar(
      vevent(
        'UID:1\nSUMMARY:<script>alert(1)</script>\nDTSTART:20300502T100000\nURL:javascript:alert(1)\nDESCRIPTION:<p onclick=x>Hi <b>you</b></p><script>alert(1)</script>',
      ),
    ),
  )
  expect(sessions).toMatchObject([
    { title: '<script>alert(1)</script>', abstract: '<p>Hi <b>you</b></p>', url: null },
  ])
})
