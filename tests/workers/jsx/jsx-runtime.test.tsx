import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { expect, test } from 'vitest'
import { type Child, Html } from '#workers/jsx/jsx-runtime.ts'

const anyText = fc.string({ unit: 'binary' })

test('text stays text, whatever stands in it, between tags and in attributes', () => {
  fc.assert(
    fc.property(anyText, anyText, (title, words) => {
      const page = String(
        <p title={title}>
          {words}
          <b>!</b>
        </p>,
      )
      expect(read(page)).toEqual([
        { open: 'p', attributes: { title } },
        ...(words === '' ? [] : [{ text: words }]),
        { open: 'b', attributes: {} },
        { text: '!' },
      ])
    }),
  )
})

test('five signs are escaped, and nothing else', () => {
  expect(String(<p title={`a "b" & 'c'`}>{'<i>&amp;</i> “é” 日'}</p>)).toBe(
    '<p title="a &quot;b&quot; &amp; &#39;c&#39;">&lt;i&gt;&amp;amp;&lt;/i&gt; “é” 日</p>',
  )
})

test('an object is not taken for HTML because it looks like some', () => {
  const given = JSON.parse('{"text":"<script>alert(1)</script>","isEscaped":true}') as Child
  expect(() => String(<p>{given}</p>)).toThrow(TypeError)
})

test('what is HTML already is not escaped again', () => {
  const Bold = ({ children }: { children: Child }) => <b>{children}</b>
  expect(
    String(
      <p>
        {new Html('<i>a</i>')}
        <Bold>&lt;</Bold>
      </p>,
    ),
  ).toBe('<p><i>a</i><b>&lt;</b></p>')
})

test('lists, numbers and nothing', () => {
  expect(String(<p>{[1, 'a', null, undefined, true, false, [<b key="b" />, '']]}</p>)).toBe(
    '<p>1a<b></b></p>',
  )
  expect(String(<p>{0}</p>)).toBe('<p>0</p>')
})

test('a fragment is what is in it', () => {
  expect(
    String(
      <>
        {'a<'}
        <b>c</b>
      </>,
    ),
  ).toBe('a&lt;<b>c</b>')
})

test('attributes that are there or not, and those that say yes or no', () => {
  expect(String(<input disabled required={false} aria-invalid={false} value={undefined} />)).toBe(
    '<input disabled="" aria-invalid="false"/>',
  )
})

test('components may say nothing, or plain words', () => {
  const Nothing = () => null
  const Words = () => 'a & b'
  expect(
    String(
      <p>
        <Nothing />
        <Words />
      </p>,
    ),
  ).toBe('<p>a &amp; b</p>')
})

type Seen = { open: string; attributes: Record<string, string> } | { text: string }

/** What a parser that is not ours reads: elements and the text between them. */
function read(html: string): Seen[] {
  const seen: Seen[] = []
  const parser = new Parser({
    onopentag: (open, attributes) => seen.push({ open, attributes }),
    ontext(text) {
      const last = seen.at(-1)
      if (last && 'text' in last) last.text += text
      else seen.push({ text })
    },
  })
  parser.end(html)
  return seen
}
