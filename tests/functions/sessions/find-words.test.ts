import { expect, test } from 'vitest'
import { hasWords } from '#functions/sessions/find-words.ts'

const text = 'Zoë talks of eBPF in Janson, தமிழில்'

test.each([
  ['', true],
  ['  ', true],
  ['zoe', true],
  ['ZOË ebpf', true],
  ['janson talk', true],
  ['ebpf rust', false],
  // A vowel sign is no accent: this would be another word.
  ['தமழில்', false],
  ['தமிழில்', true],
])('“%s” is found: %s', (query, found) => {
  expect(hasWords(query)(text)).toBe(found)
})
