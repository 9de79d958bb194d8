import { describeUrl } from '#functions/coverage/describe-url.ts'
import { readPageHead } from '#functions/coverage/read-page-head.ts'
import { htmlToText } from '#functions/exports/html-to-text.ts'
import { toMarkedUpEvent } from '#functions/imports/markup/marked-up-event.ts'
import { readHEvents } from '#functions/imports/markup/read-h-events.ts'
import { readJsonLd } from '#functions/imports/markup/read-json-ld.ts'
import { readPage } from '#functions/imports/markup/read-page.ts'
import { sanitizePostHtml, textToHtml } from '#functions/posts/post-html.ts'
import { sanitizeDescription, textToParagraphs } from '#functions/text/description.ts'
import { webOf } from '../../functions/coverage/web.ts'
import { fill, type Make, nest, type Parser } from './parser.ts'

/** What keeps a parser of HTML busy, whatever it is read for. */
const htmlCases: Readonly<Record<string, Make>> = {
  'tags in one another': fill('<b>'),
  'blocks in one another': fill('<div>'),
  'blocks in one another, closed': nest('<div>', '</div>'),
  'tags that no end tag ends': fill('</i>', '<b>'.repeat(200)),
  'forms in one another': fill('<form><div>'),
  'drawings in one another': fill('<svg><title>'),
  'paragraphs that remember what was never closed': fill((i) => `<p><b a${i}>`),
  'formatting that overlaps': fill((i) => `<b a=${i}><i></b></i>`),
  'links in links': fill((i) => `<a href=/${i}><div>`),
  'breaks in a table': fill('<br>', '<table>'),
  'text in a table': fill('<tr>x', '<table>'),
  'one tag with many attributes': fill((i) => ` a${i}=b`, '<meta', '>'),
  'one tag with the same attribute': fill(' a=b', '<meta', '>'),
  'one attribute without an end': fill('x', '<a href="'),
  'an attribute of entities': fill('&amp;', '<meta content="', '">'),
  'tags that are never ended': fill('<a '),
  'nothing but <': fill('<'),
  'nothing but <!': fill('<!'),
  'comments that are never ended': fill('<!--'),
  'sections that are never ended': fill('<![CDATA['),
  'end tags that are none': fill('</'),
  'what looks like entities': fill('&'),
  'numbers of characters': fill('&#1'),
  'tiny elements': fill('<i></i>'),
  'a script that is never ended': fill('</scrip', '<script>'),
  'a title that is never ended': fill('</titl', '<title>'),
  'frames in one another': fill('<iframe>'),
  'tags in a frame': fill('<b>', '<iframe>'),
  'noscripts in one another': fill('<noscript><p>'),
  'white space': fill(' ', '<p>a', 'b</p>'),
  lines: fill('\n'),
}

const linked =
  (content: Make): Make =>
  (length) =>
    `<script type="application/ld+json">${content(length)}</script>`

const linkedCases: Readonly<Record<string, Make>> = {
  scripts: fill('<script type="application/ld+json">{}</script>\n'),
  'broken scripts': fill('<script type="application/ld+json">{</script>\n'),
  'lists in one another': linked(nest('[', ']')),
  'things in one another': linked((n) => `${'{"a":'.repeat(n / 6)}1${'}'.repeat(n / 6)}`),
  'many things': linked(fill('{},', '[', '{}]')),
  'many events': linked(fill('{"@type":"Event","name":"x","startDate":"2030-01-01"},', '[', '{}]')),
  'an event of many types': linked(fill('"Event",', '{"name":"x","@type":[', '"x"]}')),
  'an event in many places': linked(
    fill('{},', '{"@type":"Event","name":"x","location":[', '{}]}'),
  ),
  'an event within many': linked(fill('{},', '{"@type":"Event","name":"x","superEvent":[', '{}]}')),
  'a name of marks': linked(
    fill('\u0301\u0316', '{"@type":"Event","startDate":"2030","name":"a', '"}'),
  ),
  'a place of commas': linked(
    fill('a,', '{"@type":"Event","name":"x","startDate":"2030","location":"', 'Germany"}'),
  ),
  'a type of slashes': linked(fill('/', '{"name":"x","@type":"', '"}')),
}

const EVENT = '<div class="h-event"><a class="p-name u-url" href="/x">x</a></div>'
const markedCases: Readonly<Record<string, Make>> = {
  'events beside one another': fill(EVENT),
  'events in one another': fill('<div class="h-event">'),
  'events as properties of one another': fill('<div class="p-location h-event">'),
  'one event of many names': fill('<b class="p-name">x</b>', '<div class="h-event">'),
  'one name of many classes': fill(
    (i) => ` p-a${i}`,
    '<div class="h-event"><b class="p-name',
    '">x</b></div>',
  ),
  'one class over and over': fill(
    ' p-name',
    '<div class="h-event"><b class="p-name',
    '">x</b></div>',
  ),
  'a name that many elements hold': fill('<i class="p-name">', '<div class="h-event">'),
  'what is included elsewhere': fill(
    (i) =>
      `<b id=a${i} class=include href="#a${i + 1}"><a class=include href="#a${i + 1}"></a><a class=include href="#a${i + 1}"></a></b>`,
    '<div class="vevent"><a class="include" href="#a0"></a></div>',
  ),
  'what is included by name': fill(
    ' a',
    '<b id="a">x</b><div class="vevent" itemref="',
    '"></div>',
  ),
  'links with relations': fill((i) => `<a rel="x y${i}" href="/${i}">x</a>`, EVENT),
  'a relation of many words': fill((i) => ` r${i}`, `${EVENT}<a href="/x" rel="x`, '">x</a>'),
  'dates of many values': fill(
    '<b class="value">2030</b>',
    '<div class="h-event"><p class="dt-start">',
  ),
  'class after class': fill('class=', EVENT),
  'class and white space': fill(' ', `${EVENT}class=`),
}

const page = (html: string) => ({ file: 'a.html', url: 'https://a.example/', html })
const bytesOf = (text: string) => new TextEncoder().encode(text)

const LIB = 'functions/foreign/walk-html.ts'

export const pageParsers: readonly Parser[] = [
  {
    name: 'a page’s head',
    files: [LIB, 'functions/coverage/read-page-head.ts', 'functions/coverage/describe-url.ts'],
    read: (html) =>
      [
        readPageHead(html),
        describeUrl(webOf({ 'https://a.example/': html }), 'https://a.example/'),
      ][1],
    cases: htmlCases,
  },
  {
    name: 'a page’s JSON-LD',
    files: [LIB, 'functions/imports/markup/read-json-ld.ts'],
    read: (html) => readJsonLd(page(html)).events.map((event) => toMarkedUpEvent(event, null)),
    cases: { ...htmlCases, ...linkedCases },
  },
  {
    name: 'a page’s h-events',
    files: [
      LIB,
      'functions/imports/markup/read-h-events.ts',
      'functions/imports/markup/read-page.ts',
    ],
    read: (html) => [
      readHEvents(page(html)),
      readPage(bytesOf(html), { file: 'a.html', url: null }),
    ],
    cases: {
      ...Object.fromEntries(
        Object.entries(htmlCases).map(([name, make]) => [name, (n: number) => EVENT + make(n)]),
      ),
      ...markedCases,
    },
  },
  {
    name: 'the HTML of posts and descriptions',
    files: ['functions/text/sanitize-html.ts'],
    // As many posts of the length of a long one as there are bytes.
    read: (html) => {
      for (let at = 0; at < html.length; at += 60_000) {
        const part = html.slice(at, at + 60_000)
        sanitizePostHtml(part)
        htmlToText(sanitizeDescription(part))
        htmlToText(textToParagraphs(part))
      }
      return [sanitizePostHtml(html), sanitizeDescription(html), textToHtml(html, [])]
    },
    cases: {
      ...htmlCases,
      links: fill('<a href="https://a.example/">x</a>'),
      'links of many slashes': fill('/', '<a href="https:', '">x</a>'),
      'an address of entities': fill('&#x6a;', '<a href="', '">x</a>'),
      'hidden words': fill('<span class="invisible">x</span>'),
      'a class of white space': fill(' ', '<span class="', '">x</span>'),
      'empty paragraphs': fill('<p> </p>'),
      'short links': fill('https://t.co/'),
    },
  },
]
