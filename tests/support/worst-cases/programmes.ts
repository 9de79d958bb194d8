import { parseCalendar } from '#functions/imports/calendar/parse-calendar.ts'
import type { ParseProgramme } from '#functions/imports/programme-record.ts'
import { collectProgramme } from '#functions/imports/programmes/collect-programme.ts'
import { planProgramme } from '#functions/imports/programmes/plan-programme.ts'
import { detectFormat } from '#functions/imports/schedules/detect.ts'
import { parseEuropythonXml } from '#functions/imports/schedules/europython-xml.ts'
import { parseFrabJson } from '#functions/imports/schedules/frab-json.ts'
import { parseFrabXml } from '#functions/imports/schedules/frab-xml.ts'
import { parsePretalxJson } from '#functions/imports/schedules/pretalx-json.ts'
import { chunks } from '../read-programme.ts'
import { calendarCases } from './calendars.ts'
import { fill, nest, type Parser } from './parser.ts'

const unknown = {
  sessions: [],
  rooms: [],
  coverage: [],
  people: [],
  personIds: [],
  formerSlugs: [],
}
const target = { kind: 'schedule', eventId: 'event', scopeId: 'event' } as const

/** What a subscription does with a file, up to the statements. */
const readWith = (parse: ParseProgramme) => async (text: string) => {
  detectFormat(new TextEncoder().encode(text.slice(0, 8_000)), 'x')
  const options = { file: 'x', zone: 'Europe/Berlin' }
  const found = await collectProgramme(parse(chunks(text, 65_536), options))
  return planProgramme(found, unknown, target)
}

const xml = (inner: string) =>
  `<schedule><conference/><day date="2030-01-01"><room>${inner}</room></day></schedule>`
const inEvent = (unit: string | ((i: number) => string), before = '', behind = '') =>
  fill(
    unit,
    `<schedule><conference/><day date="2030-01-01"><room><event id="1"><title>x</title>${before}`,
    `${behind}</event></room></day></schedule>`,
  )
const events = (unit: (i: number) => string, before = '') =>
  fill(
    unit,
    `<schedule><conference/>${before}<day date="2030-01-01"><room>`,
    '</room></day></schedule>',
  )

const xmlCases: Parser['cases'] = {
  'elements in one another': fill('<a>'),
  'elements in one another, closed': nest('<a>', '</a>'),
  'an element of a long name': (n) => `<schedule><${'a'.repeat(n / 2)}>${'<b/>'.repeat(n / 8)}`,
  'one element of many attributes': fill((i) => ` a${i}="b"`, '<schedule', '/>'),
  'one attribute without an end': fill('x', '<schedule a="'),
  'tiny elements': fill('<a/>', '<schedule>', '</schedule>'),
  comments: fill('<!---->', '<schedule>', '</schedule>'),
  'a comment that is never ended': fill('-', '<!--'),
  'what looks like entities': fill('&', '<schedule>'),
  'characters by number': fill('&#65;', '<schedule>', '</schedule>'),
  instructions: fill('<?hallway x?>', '<schedule>', '</schedule>'),
  'many events': events((i) => `<event id="${i}"><title>x</title></event>`),
  'events without a name': events(() => '<event/>'),
  'events of one id': events((i) => `<event id="1"><title>x${i}</title></event>`),
  'an event of many elements': inEvent('<a/>'),
  'an event of many people': inEvent(
    (i) => `<person id="${i}">x</person>`,
    '<persons>',
    '</persons>',
  ),
  'an event of many links': inEvent(
    '<link href="https://a.example/">x</link>',
    '<links>',
    '</links>',
  ),
  'one name for everybody': events(
    (i) =>
      `<event id="${i}"><title>x</title><persons><person id="p${i}">Ada</person><person id="q">Bo</person></persons></event>`,
  ),
  'somebody whose life is long, billed everywhere': (n) =>
    events(
      (i) =>
        `<event id="${i}"><title>x</title><persons>${'<person id="1"/>'.repeat(99)}<person id="1">A</person></persons></event>`,
      `<persons><person id="1">A<biography>${'&lt;i>x&lt;/i>'.repeat(n / 50)}</biography></person></persons>`,
    )(n),
  'somebody of many parts, billed everywhere': (n) =>
    events(
      (i) =>
        `<event id="${i}"><title>x</title><persons>${'<person id="1">A</person>'.repeat(90)}</persons></event>`,
      `<persons><person id="1">${'<a/>'.repeat(Math.min(n / 10, 4_900))}</person></persons>`,
    )(n),
  'an abstract that is nearly the description': (n) =>
    xml(
      `<event id="1"><title>x</title><abstract>b${'a'.repeat(n / 2)}</abstract><description>${'a'.repeat(n / 2)}</description></event>`,
    ),
  'many abstracts that are nearly the descriptions': events(
    (i) =>
      `<event id="${i}"><title>x</title><abstract>b${'a'.repeat(20_000)}</abstract><description>${'a'.repeat(30_000)}</description></event>`,
  ),
  'long abstracts of white space': events(
    (i) => `<event id="${i}"><title>x</title><abstract>a${' '.repeat(50_000)}b</abstract></event>`,
  ),
  'titles of meals': events(
    (i) =>
      `<event id="${i}"><title>Lunch${' and a'.repeat(12)} ${i}?</title><type>lunch${' and a'.repeat(12)}</type></event>`,
  ),
  'one title of meals': inEvent(' and a', '<title>lunch', '</title>'),
  'a title of marks': inEvent('\u0301\u0316', '<title>a', '</title>'),
  'a person of marks': inEvent('\u0301\u0316', '<persons><person id="1">a', '</person></persons>'),
  'text in pieces': inEvent('a<b/>'),
  lines: fill('\n', '<schedule>', '</schedule>'),
}

const inRooms = (unit: (i: number) => string) =>
  fill(
    (i) => `${i ? ',' : ''}${unit(i)}`,
    '{"schedule":{"conference":{"title":"x","days":[{"date":"2030-01-01","rooms":{"a":[',
    ']}}]}}}',
  )
const flat = (unit: (i: number) => string, days: string, more = '') =>
  fill(
    (i) => `${i ? ',' : ''}${unit(i)}`,
    `{"schedule":{"conference":{"title":"x","days":[${days}]${more}},"persons":[],"events":[`,
    ']}}',
  )
const day = (i: number) =>
  `{"date":"2030-01-01","start":"2030-01-01T09:0${i % 10}:00Z","end":"2030-01-01T09:00:00Z"}`
const list = (count: number, unit: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => unit(i)).join(',')

const jsonCases: Parser['cases'] = {
  'lists in one another': nest('[', ']'),
  'lists that are never ended': fill('['),
  'objects in one another': fill('{"a":'),
  'one object of many names': fill((i) => `"a${i}":1,`, '{"schedule":{', '"a":1}}'),
  'one name over and over': fill('"a":1,', '{"schedule":{', '"a":1}}'),
  'one text': fill('a', '{"schedule":"', '"}'),
  escapes: fill('\\u0301', '{"schedule":"', '"}'),
  'white space': fill(' ', '{', '}'),
  lines: fill('\n', '{', '}'),
  'what is no JSON': fill('}'),
  commas: fill(',', '['),
  comments: fill('/**/', '{'),
  'many events': inRooms((i) => `{"id":${i},"title":"x"}`),
  'events that are none': inRooms(() => '1'),
  'events of one id': inRooms((i) => `{"id":1,"title":"x${i}"}`),
  'many days': fill(
    (i) => `${i ? ',' : ''}${day(i)}`,
    '{"schedule":{"conference":{"title":"x","days":[',
    ']}}}',
  ),
  'many rooms': fill(
    (i) => `"r${i}":[],`,
    '{"schedule":{"conference":{"title":"x","days":[{"date":"2030-01-01","rooms":{',
    '"r":[]}}]}}}',
  ),
  'many events of many days': (n) =>
    flat(
      (i) => `{"guid":"${i}","start":"2030-01-01T08:00:00Z"}`,
      list(Math.min(n / 200, 4_900), day),
    )(n),
  'many events of many tracks': (n) =>
    flat(
      (i) => `{"guid":"${i}","title":"x","track":{"name":"","slug":"z"}}`,
      '',
      `,"tracks":[${list(Math.min(n / 80, 4_900), (i) => `{"name":"x","slug":"t${i}"}`)}]`,
    )(n),
  'one name for everybody': inRooms(
    (i) => `{"id":${i},"title":"x","persons":[{"id":${i},"name":"Ada"},{"id":"b","name":"Bo"}]}`,
  ),
}

const pretalx = fill(
  (i) =>
    `${i ? ',' : ''}"${i}":{"1":{"code":"c${i}","title":"x","slots":[{"start":"2030-01-01T09:00:00Z"}]}}`,
  '{"schedule":{"2030-01-01":{',
  '}}}',
)
const entry = (i: number) =>
  `<entry id="${i}"><title>x</title><speakers><speaker id="${i}"><name>Ada</name><image>${'https://a'.repeat(5)}</image></speaker></speakers></entry>`

const XML = [
  'functions/imports/schedules/xml-elements.ts',
  'functions/imports/schedules/read-text.ts',
  'functions/imports/schedules/detect.ts',
]
const JSON_FILE = ['functions/imports/schedules/json-document.ts']

export const programmeParsers: readonly Parser[] = [
  { name: 'frab XML', files: XML, read: readWith(parseFrabXml), cases: xmlCases },
  {
    name: 'EuroPython XML',
    files: XML,
    read: readWith(parseEuropythonXml),
    cases: { entries: fill(entry, '<schedule><day date="2030-01-01">', '</day></schedule>') },
  },
  { name: 'frab JSON', files: JSON_FILE, read: readWith(parseFrabJson), cases: jsonCases },
  {
    name: 'pretalx JSON',
    files: JSON_FILE,
    read: readWith(parsePretalxJson),
    cases: { ...jsonCases, talks: pretalx },
  },
  {
    name: 'iCalendar',
    files: [
      'functions/imports/calendar/parse-calendar.ts',
      'functions/imports/calendar/unfold.ts',
      'functions/imports/calendar/recurrence.ts',
    ],
    read: readWith(parseCalendar),
    cases: calendarCases,
  },
]
