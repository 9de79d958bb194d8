import type { Random } from '../../chaos/random.ts'
import { payloads } from '../../support/hostile/payloads.ts'
import type { Sent } from './client.ts'
import { post, type Reader } from './reader.ts'

/** What the forms of the site ask for, by name, and what would be taken for it. */
const FIELDS: readonly (readonly [string, readonly string[]])[] = [
  ['role', ['attending', 'tracking', 'none']],
  ['tracking', ['on', 'off']],
  ['back', ['/dashboard/', '//evil.example/']],
  ['next', ['/dashboard/', '//evil.example/']],
  ['url', ['https://coverage.example/fuzz', 'coverage.example']],
  ['kind', ['video', '']],
  ['session', ['']],
  ['email', ['fuzz@example.org']],
  ['name', ['Fuzz']],
  ['handle', ['fuzz']],
  ['token', ['A'.repeat(43)]],
  ['reason', ['spam']],
  ['note', ['Fuzz']],
  ['_method', ['DELETE']],
]

type Where = { readonly path: string; readonly reader: Reader; readonly origin: string }

/** A form with some of the fields, taken or not, written in one of the ways in which a body can be. */
export function drawForm({ path, reader, origin }: Where, random: Random): Sent {
  const fields = FIELDS.filter(() => random.next() < 0.6).map(
    ([name, taken]) =>
      [name, random.next() < 0.5 ? random.pick(taken) : random.pick(payloads)] as const,
  )
  const from = random.next() < 0.8 ? origin : random.pick(['https://evil.example', 'null', ''])
  const plain = post(path, {}, { origin: from, cookie: reader.cookie })
  const { type, body } = random.pick(writings)(fields)
  const headers = plain.headers.filter(([name]) => name !== 'content-type')
  return { ...plain, headers: [...headers, ['content-type', type]], body }
}

type Fields = readonly (readonly [string, string])[]
type Writing = (fields: Fields) => { type: string; body: string }

const FORM = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data; boundary=x'
const urlEncoded = (fields: Fields) =>
  new URLSearchParams(fields.map(([...pair]) => pair)).toString()
const parts = (fields: Fields, more = '') =>
  fields
    .map(
      ([name, value]) =>
        `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`,
    )
    .join('')

const writings: readonly Writing[] = [
  (fields) => ({ type: FORM, body: urlEncoded(fields) }),
  (fields) => ({ type: FORM, body: urlEncoded(fields) }),
  (fields) => ({ type: FORM, body: urlEncoded([...fields, ...fields]) }),
  (fields) => ({ type: FORM, body: fields.flat().join('=&%') }),
  (fields) => ({ type: `${FORM}; charset=utf-16`, body: urlEncoded(fields) }),
  (fields) => ({ type: MULTIPART, body: `${parts(fields)}--x--\r\n` }),
  (fields) => ({ type: MULTIPART, body: `${parts(fields, '; filename="x.png"')}--x--\r\n` }),
  (fields) => ({ type: MULTIPART, body: parts(fields) }),
  (fields) => ({ type: 'multipart/form-data', body: parts(fields) }),
  (fields) => ({ type: 'application/json', body: JSON.stringify(Object.fromEntries(fields)) }),
  (fields) => ({ type: 'application/json', body: `{"id":1,"payload":[${fields.length},` }),
  (fields) => ({ type: 'text/plain', body: fields.flat().join('\r\n') }),
  (fields) => ({ type: '', body: urlEncoded(fields) }),
]
