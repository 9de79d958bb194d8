import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sanitizeDescription, textToParagraphs } from '#functions/text/description.ts'

test.each([
  ['<h3>Why</h3>Because', '<p>Why</p>Because'],
  ['<ul><li>one</li></ul>', '<ul><li>one</li></ul>'],
  ['<script>alert(1)</script>hi', '<p>hi</p>'],
  ['<p style="position:fixed" onclick="x()">hi</p>', '<p>hi</p>'],
  ['<a href="javascript:alert(1)">hi</a>', '<p>hi</p>'],
  ['<svg><a xlink:href="javascript:1">hi</a></svg>', '<p>hi</p>'],
  ['<img src=x onerror=alert(1)>hi', '<p>hi</p>'],
  ['<form action="/sign-out/"><button>hi</button></form>', '<p>hi</p>'],
  [
    '<p><a href="https://a.example/" target="_blank">hi</a></p>',
    '<p><a href="https://a.example/" rel="nofollow noopener ugc">hi</a></p>',
  ],
])('a description %j becomes %j', (dirty, clean) => {
  expect(sanitizeDescription(dirty)).toBe(clean)
})

const piece = fc.constantFrom(
  ...[
    '<p>',
    '</p>',
    '<ul>',
    '<li>',
    '</li>',
    '<a href="',
    'https://a.example/',
    '">',
    '</a>',
    '<script>',
  ],
  ...[
    '</script>',
    '<b',
    ' onclick=',
    '&lt;',
    '&amp;',
    '<!--',
    '-->',
    '<h3>',
    '</h3>',
    "'",
    'word ',
    '\n',
  ],
  ...[
    '<pre>',
    '<blockquote>',
    '<div>',
    '<dd>',
    '<br>',
    '<table><td>',
    '\u0000',
    '\ud800',
    '<p> </p>',
  ],
)

test('whatever comes, what is left is tame, and sanitising it again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      const once = sanitizeDescription(pieces.join(''))
      expect(sanitizeDescription(once)).toBe(once)
      expect(
        once.replace(
          /<\/?(?:p|ul|ol|li|em|strong|b|i|code|pre|blockquote)>|<br \/>|<\/a>|<a href="https?:[^"<>]*" rel="nofollow noopener ugc">/g,
          '',
        ),
      ).not.toContain('<')
    }),
  )
})

test('a description that is too long is cut once, and stays as it is then', () => {
  const once = sanitizeDescription(`<p>${'a & b < c '.repeat(20_000)}`)

  expect(once.length).toBeLessThanOrEqual(60_010)
  expect(sanitizeDescription(once)).toBe(once)
})

test('plain text becomes paragraphs', () => {
  expect(textToParagraphs('one\r\n two <b>\n\n\n three & four ')).toBe(
    '<p>one<br /> two &lt;b&gt;</p><p>three &amp; four</p>',
  )
})
