import { parseConfsTech } from '#functions/imports/confs-tech.ts'
import { collectProgramme } from '#functions/imports/programmes/collect-programme.ts'
import { describedHtml } from '#functions/imports/recordings/described.ts'
import { parsePyvideo } from '#functions/imports/recordings/parse-pyvideo.ts'
import { parseEdition } from '#functions/imports/rubyevents/parse-edition.ts'
import { readSpeakers } from '#functions/imports/rubyevents/speaker-book.ts'
import { sanitizeDescription } from '#functions/text/description.ts'
import { sniffPicture } from '#functions/web/sniff-picture.ts'
import { fill, nest, type Parser } from './parser.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

const jsonCases: Parser['cases'] = {
  'lists in one another': nest('[', ']'),
  'lists that are never ended': fill('['),
  'objects in one another': fill('{"title":'),
  'many records': fill(
    '{"name":"x","url":"https://a.example","startDate":"2030-01-01","endDate":"2030-01-01"},',
    '[',
    '{}]',
  ),
  'records that are none': fill('1,', '[', '1]'),
  'a record of many fields': fill((i) => `"a${i}":1,`, '[{', '"name":"x"}]'),
  'a name of marks': fill('\u0301\u0316', '[{"name":"a', '"}]'),
  'many languages': fill(
    (i) => `en-x-a${i},`,
    '[{"name":"x","url":"https://a.example","startDate":"2030-01-01","endDate":"2030-01-01","locales":"',
    'en"}]',
  ),
  'a handle of dots': fill(
    '.',
    '[{"name":"x","url":"https://a.example","startDate":"2030-01-01","endDate":"2030-01-01","mastodon":"a@',
    '"}]',
  ),
  'what is no JSON': fill('}'),
  commas: fill(',', '['),
  lines: fill('\n', '[', ']'),
}

/** A file of pyvideo is a megabyte at most, so this is a folder of them. */
async function* folder(text: string) {
  const half = text.length / 2
  for (const [index, part] of [text.slice(0, half), text.slice(half), text].entries())
    yield { file: `videos/${index}.json`, bytes: bytesOf(part) }
}
const recording = (inner: string, behind: string) =>
  [`{"title":"x",${inner}`, `${behind}}`] as const

const pyvideoCases: Parser['cases'] = {
  'lists in one another': nest('[', ']'),
  'objects in one another': fill('{"title":'),
  'what is no JSON': fill('}'),
  'a title of marks': fill('\u0301\u0316', '{"title":"a', '"}'),
  'a title of meals': fill(' and a', '{"title":"lunch', '"}'),
  'a speaker of dots': fill('.', ...recording('"speakers":["a', 'b"]')),
  'speakers of dots': fill(`"a${'.'.repeat(500)}b",`, ...recording('"speakers":[', '"x"]')),
  'a speaker of semicolons': fill(';', ...recording('"speakers":["a', 'b"]')),
  'many videos': fill('{"url":"https://a.example"},', ...recording('"videos":[', '1]')),
  'many links': fill(
    '{"url":"https://a.example","label":"x"},',
    ...recording('"related_urls":[', '1]'),
  ),
  'a description of ticks': fill('` ', ...recording('"description":"', '"')),
}

/** What Markdown is slow at, as many descriptions as there are bytes. */
const markdownCases: Parser['cases'] = Object.fromEntries(
  [
    '*a ',
    '**a',
    '_a_ ',
    '*a_ ',
    '[',
    '[a](',
    '![',
    '](',
    '`',
    '` `` ',
    '<',
    '<a ',
    '> ',
    '- ',
    '1. ',
    '#',
    '|',
    '|a\n',
    '~',
    '~~a',
    'a\n',
    '\\',
    '&',
    'http://a',
    'a@a.',
    '[a]: ',
    '\n- a\n\n',
    ' ',
    '\t',
    '> - ',
    '[a][',
    '***',
    '<!--',
    '`a <http://',
  ].map((unit) => [JSON.stringify(unit), fill(unit)]),
)

const talks = (unit: string | ((i: number) => string), before = '', behind = '') =>
  fill(unit, before, behind)

const yamlCases: Parser['cases'] = {
  'lists in one another': fill('['),
  'lists in one another, closed': nest('[', ']'),
  'maps in one another': nest('{a: ', '}'),
  'maps as keys of one another': nest('{', '}: 1'),
  'lists in one another, by dashes': fill('- '),
  'keys in one another': fill('? '),
  'many keys of one map': fill((i) => `a${i}: 1\n`),
  'one key over and over': fill('a: 1\n'),
  'many keys in braces': fill((i) => `a${i}, `, '{', '}'),
  'many short maps': fill((i) => `- {a: ${i}, b: 1}\n`),
  anchors: fill((i) => `- &a${i} x\n`),
  aliases: fill('- *a\n', '- &a x\n'),
  'aliases that multiply': (n) =>
    `a: &a [x]\n${fill((i) => `b${i}: &b${i} [*a, *a, *a, *a]\n`)(n)}`,
  tags: fill('- !a x\n'),
  'brackets that close nothing': fill(']'),
  'braces that close nothing': fill('- }\n'),
  colons: fill(': '),
  comments: fill('# a\n'),
  quotes: fill('"', 'a: '),
  'folded lines': fill(' a\n', 'a: >\n'),
  'white space': fill(' ', 'a: '),
  tabs: fill('\t', 'a: '),
  lines: fill('\n'),
  documents: fill('---\n'),
  'indents that grow': (n) =>
    Array.from({ length: Math.sqrt(2 * n) }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
  talks: talks((i) => `- id: a${i}\n  title: x\n  speakers: [Ada]\n`),
  'talks that are none': talks('- 1\n'),
  'a talk of marks': fill('\u0301\u0316', '- id: a\n  title: a', '\n'),
  'a talk of Markdown': fill('*a ', '- id: a\n  title: a\n  description: "', '"\n'),
}

const event = bytesOf('id: x\ntitle: X\nlocation: Berlin, Germany\nstart_date: "2030-01-01"\n')
const none = { venue: null, schedule: null, cfp: null, involvements: null }

export const fileParsers: readonly Parser[] = [
  {
    name: 'confs.tech',
    files: ['functions/imports/confs-tech.ts'],
    read: (text) => parseConfsTech(bytesOf(text), 'a.json', 'general'),
    cases: jsonCases,
  },
  {
    name: 'pyvideo',
    files: ['functions/imports/recordings/json-file.ts'],
    read: (text) => collectProgramme(parsePyvideo(folder(text), { category: 'x', event: null })),
    cases: pyvideoCases,
  },
  {
    name: 'Markdown',
    files: ['functions/imports/recordings/described.ts'],
    read: (text) => {
      for (let at = 0; at < text.length; at += 40_000)
        sanitizeDescription(describedHtml(text.slice(at, at + 40_000)))
    },
    cases: markdownCases,
  },
  {
    name: 'RubyEvents’ YAML',
    files: ['functions/imports/rubyevents/read-yaml.ts'],
    read: (text) => {
      const videos = { file: 'videos.yml', bytes: bytesOf(text) }
      return [
        readSpeakers(videos),
        parseEdition({ ...none, event: { file: 'event.yml', bytes: event }, videos }, new Map()),
      ]
    },
    cases: yamlCases,
  },
  {
    name: 'pictures',
    files: ['functions/web/sniff-picture.ts'],
    read: (text) => sniffPicture(bytesOf(text)),
    cases: { 'a beginning without an end': fill('GIF8'), 'boxes in one another': fill('ftyp') },
  },
]
