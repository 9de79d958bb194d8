import { expect, test } from 'vitest'
import { pairUp } from '#functions/imports/programmes/pair-up.ts'

const talk = (title: string, day: string | null = null) => ({
  ...{ title, names: ['Ada Árvore'], day },
  startsAt: null,
})
const pair = (left: ReturnType<typeof talk>[], right: ReturnType<typeof talk>[]) =>
  pairUp(left, right, { left, right })

test('a talk that could as well be either of two is neither, whichever side has the two', () => {
  const [one, two] = [[talk('Trees')], [talk('Trees'), talk('Trees')]]
  expect(pair(one, one)).toEqual(new Map([[0, 0]]))
  expect(pair(one, two)).toEqual(new Map())
  expect(pair(two, one)).toEqual(new Map())
  expect(pair(two, two)).toEqual(new Map())
})

test('of two the one that fits better is it, and what fits less well is left alone', () => {
  const [monday, tuesday] = [talk('Trees', '2026-09-01'), talk('Trees', '2026-09-02')]
  expect(pair([tuesday], [monday, tuesday])).toEqual(new Map([[0, 1]]))
  expect(pair([talk('Trees'), tuesday], [tuesday, tuesday])).toEqual(new Map())
})
