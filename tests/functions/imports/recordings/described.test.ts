import { expect, test } from 'vitest'
import { describedHtml } from '#functions/imports/recordings/described.ts'

test('a description is read as Markdown', () => {
  expect(describedHtml('*a* [b](https://b.example/)')).toContain('<em>a</em>')
})

test.each(['1. ', '- ', '> ', '*a ', '['])(
  'a description of nothing but “%s” is plain text, and stops no import',
  (mark) => {
    const text = mark.repeat(10_000)
    expect(describedHtml(text)).toMatch(/^<p>/)
  },
)
