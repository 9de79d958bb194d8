import { expect, test } from 'vitest'
import { deriveCode, deriveToken, readCode } from '#functions/accounts/sign-in-token.ts'
import { makeDeps } from '../../support/deps.ts'

const { config } = makeDeps().deps

test.each([
  ['ABC234', 'ABC234'],
  [' abc-234 ', 'ABC234'],
  ['a b.c\u00a02_3,4', 'ABC234'],
  ['oIl0L1', '011011'],
])('%j is typed for %s', (typed, code) => expect(readCode(typed)).toBe(code))

test('a code is six letters and digits that nobody takes for others, and of its mail alone', async () => {
  const ids = Array.from({ length: 50 }, () => crypto.randomUUID())
  const codes = await Promise.all(ids.map((id) => deriveCode(config, id)))
  for (const code of codes) {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/)
    expect(readCode(code.toLowerCase())).toBe(code)
  }
  expect(new Set(codes).size).toBe(50)
  expect(new Set(codes.join('')).size).toBeGreaterThan(25)
})

test('neither secret of a mail tells the other', async () => {
  const id = crypto.randomUUID()
  const [token, code] = [await deriveToken(config, id), await deriveCode(config, id)]
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const ofToken = [...Buffer.from(token, 'base64url').subarray(0, 6)].map(
    (byte) => alphabet[byte % 32],
  )
  expect(code).not.toBe(ofToken.join(''))
})
