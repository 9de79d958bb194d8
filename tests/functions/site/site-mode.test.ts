import { expect, test } from 'vitest'
import { toSiteMode, WRITABLE } from '#functions/site/site-mode.ts'

const on = {
  readOnly: true,
  reason: 'A move',
  since: '2027-01-01T10:00:00Z',
  until: null,
  by: 'ada',
}

test.each([[WRITABLE], [on], [{ ...on, until: '2027-01-01T12:00:00+01:00' }]])(
  'what the switch wrote is read back: %j',
  (mode) => {
    expect(toSiteMode(JSON.parse(JSON.stringify({ ...mode, later: 1 })))).toEqual(mode)
  },
)

test.each([
  [null],
  ['on'],
  [{}],
  [{ ...on, readOnly: 'yes' }],
  [{ ...on, reason: 7 }],
  [{ ...on, since: 'yesterday' }],
  [{ ...on, until: '12' }],
  [{ ...on, until: undefined }],
  [{ ...on, by: {} }],
])('%j is no site mode', (value) => {
  expect(() => toSiteMode(value)).toThrow('no site mode')
})
