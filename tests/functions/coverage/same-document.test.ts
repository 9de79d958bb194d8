import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSameDocument, oneOfEachDocument } from '#functions/coverage/same-document.ts'

const at = (path: string, kind = 'slides') => ({ kind, url: `https://a.example/${path}` })
const kept = (...items: { kind: string; url: string }[]) =>
  oneOfEachDocument(items).map(({ url }) => url.slice('https://a.example/'.length))

test('a document in two forms is one, in the form that opens nearly everywhere', () => {
  expect(kept(at('000/41/talk.odp?1577437357'), at('000/25/Talk.pdf?1577140598'))).toEqual([
    '000/25/Talk.pdf?1577140598',
  ])
  expect(kept(at('v/talk.webm', 'video'), at('v/talk.mp4', 'video'))).toEqual(['v/talk.mp4'])
})

test('of another name or kind it is another; so are two of the same form, and what is no file', () => {
  const items = [at('1/slides.pdf'), at('2/slides.pdf'), at('slides.pdf', 'handout')]
  expect(kept(...items)).toHaveLength(3)
  expect(kept(at('notes.odp'), at('talk.pdf'))).toHaveLength(2)
  expect(
    kept(at('talk'), at('talk.html'), at('talk/'), { kind: 'slides', url: 'nonsense' }),
  ).toEqual(['talk', 'talk.html', 'talk/', ''])
})

test('the same address is not another form of itself', () => {
  expect(isSameDocument(at('talk.odp'), at('b/talk.pdf'))).toBe(true)
  expect(isSameDocument(at('talk.odp'), at('talk.odp'))).toBe(false)
  expect(isSameDocument(at('talk.odp'), at('talk.pdf', 'handout'))).toBe(false)
})

test('something of each document is kept, and nothing is two forms of one', () => {
  const file = fc.constantFrom('a.pdf', 'a.odp', 'a.mp4', 'b.odp', 'b.ppt', 'c', 'c.html')
  fc.assert(
    fc.property(fc.array(file), (files) => {
      const items = files.map((name, i) => at(`${i}/${name}`))
      const left = oneOfEachDocument(items)
      expect(left.length > 0).toBe(items.length > 0)
      for (const one of items)
        expect(left.some((other) => other === one || isSameDocument(one, other))).toBe(true)
      for (const one of left)
        for (const other of left) expect(isSameDocument(one, other)).toBe(false)
    }),
  )
})
