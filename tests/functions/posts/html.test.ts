import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldHtml, sanitizePostHtml, textToHtml } from '#functions/posts/post-html.ts'

test('a shortened link reads well without a style sheet', () => {
  const html =
    '<a href="https://www.example.org/a/long/path"><span class="invisible">https://www.</span><span class="ellipsis">example.org/a/lo</span><span class="invisible">ng/path</span></a>'

  expect(sanitizePostHtml(html)).toBe(
    '<a href="https://www.example.org/a/long/path" rel="nofollow noopener ugc"><span>example.org/a/lo…</span></a>',
  )
})

test.each([
  ['<script>alert(1)</script>hi', 'hi'],
  ['<p onclick="alert(1)" class="x" style="color:red">hi</p>', '<p>hi</p>'],
  ['<a href="javascript:alert(1)">hi</a>', '<span>hi</span>'],
  ['<a href=" java\tscript:alert(1)">hi</a>', '<span>hi</span>'],
  ['<a href="/sign-out/">hi</a>', '<span>hi</span>'],
  ['<a href="//evil.example">hi</a>', '<span>hi</span>'],
  ['<a href="data:text/html,x">hi</a>', '<span>hi</span>'],
  ['<img src=x onerror=alert(1)>hi', 'hi'],
  ['<ul><li>one</li><li>two</li></ul>', '<p>one</p><p>two</p>'],
  ['<p>open', '<p>open</p>'],
  ['</div>shut</p>', 'shut<p></p>'],
  ['a\u0000b', 'ab'],
])('%j becomes %j', (dirty, clean) => {
  expect(sanitizePostHtml(dirty)).toBe(clean)
})

const TAG = /<\/?([a-z]+)((?: [a-z]+="[^"<>]*")*)(?: \/)?>/g

/** Every tag with its attributes. Whatever is not one, strictly spelt, must hold no `<` at all. */
function readTags(html: string) {
  expect(html.replace(TAG, '')).not.toContain('<')
  return [...html.matchAll(TAG)].map(([, name = '', attributes = '']) => ({
    name,
    attributes: Object.fromEntries(
      [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key, value = '']) => [
        key,
        value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
      ]),
    ),
  }))
}

const nasty = fc.constantFrom(
  '<script>',
  '</script>',
  '<a href="',
  'javascript:',
  '">',
  "'",
  '<',
  '>',
  '</a>',
  '<p onclick=',
  '<span class="ellipsis">',
  '<span class="invisible">',
  '</span>',
  '<svg onload=',
  '<style>',
  '</style>',
  '<!--',
  '-->',
  '<br/>',
  '&lt;script&gt;',
  '&#x3c;',
  '<textarea>',
  '</textarea>',
  '<noscript>',
  '<xmp>',
  '<math>',
  '<iframe srcdoc="',
  '\u0000',
  ' ',
  'https://ok.example/',
  '<a href=https://ok.example/ ',
  'onmouseover="x"',
  '<base href=',
  'data:text/html,',
  '<![CDATA[',
  ']]>',
)
const soup = fc
  .array(fc.oneof(nasty, fc.string()), { maxLength: 25 })
  .map((parts) => parts.join(''))

test('whatever comes in, only harmless tags and links to the web come out', () => {
  fc.assert(
    fc.property(soup, (dirty) => {
      for (const { name, attributes } of readTags(sanitizePostHtml(dirty))) {
        expect(['a', 'p', 'br', 'span']).toContain(name)
        const { href, rel, ...others } = attributes
        expect(others).toEqual({})
        if (name !== 'a') expect(attributes).toEqual({})
        if (href !== undefined) expect(new URL(href).protocol).toMatch(/^https?:$/)
        if (name === 'a' && href) expect(rel).toBe('nofollow noopener ugc')
      }
    }),
    { numRuns: 500 },
  )
})

test('cleaning twice is the same as cleaning once', () => {
  fc.assert(
    fc.property(soup, (dirty) => {
      const clean = sanitizePostHtml(dirty)
      expect(sanitizePostHtml(clean)).toBe(clean)
    }),
    { numRuns: 200 },
  )
})

test('text and warnings never become markup', () => {
  fc.assert(
    fc.property(soup, soup, (text, label) => {
      const link = { url: 'https://t.co/a', expandedUrl: 'https://ok.example/', label }
      const html = foldHtml(label, textToHtml(`${text} https://t.co/a`, [link]))
      for (const { name, attributes } of readTags(html)) {
        expect(['a', 'p', 'br', 'details', 'summary']).toContain(name)
        if (attributes.href) expect(attributes.href).toMatch(/^https:\/\/(ok\.example\/$|t\.co\/)/)
      }
    }),
  )
})
