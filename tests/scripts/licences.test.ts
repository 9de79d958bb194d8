import { expect, test } from 'vitest'
import { objectionTo } from '#scripts/licences/allowed.ts'

test.each([
  ['GPL-3.0-only', 'x'],
  ['none', 'x'],
  ['MIT AND GPL-2.0', 'x'],
  ['SEE LICENSE IN LICENSE', 'x'],
  ['MIT', null],
])('%s with the notice %j is refused', (licence, notice) => {
  expect(objectionTo({ licence, notice })).not.toBeNull()
})

test.each(['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND CC-BY-4.0', '(BSD-2-Clause OR MIT)'])(
  '%s is fine',
  (licence) => {
    expect(objectionTo({ licence, notice: 'x' })).toBeNull()
  },
)
