import { expect, test, vi } from 'vitest'
import { memoize } from '#functions/memoize.ts'

test('a text is answered once, and again when there were too many others', () => {
  const answer = vi.fn((key: string) => key.toUpperCase())
  const shout = memoize(answer, 2)

  expect([shout('a'), shout('a'), shout('b'), shout('a')]).toEqual(['A', 'A', 'B', 'A'])
  expect(answer).toHaveBeenCalledTimes(2)

  expect([shout('c'), shout('a')]).toEqual(['C', 'A'])
  expect(answer.mock.calls.map(([key]) => key)).toEqual(['a', 'b', 'c', 'a'])
})
