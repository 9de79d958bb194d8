import { NeonDbError } from '@neondatabase/serverless'
import { DrizzleQueryError } from 'drizzle-orm/errors'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { log } from '#functions/log.ts'

/** The line that one record became. */
function lineOf(write: () => void): string {
  const spy = vi.spyOn(console, 'error').mockImplementation(() => {})
  write()
  const [line, ...more] = spy.mock.calls.flat() as string[]
  spy.mockRestore()
  expect(more).toEqual([])
  expect(line).not.toContain('\n')
  return line ?? ''
}
const recordOf = (write: () => void) =>
  JSON.parse(lineOf(write)) as { message: string; error: string } & Record<string, unknown>

const hostile = [
  new Proxy(
    {},
    {
      getPrototypeOf: () => {
        throw new Error('no')
      },
      get: () => {
        throw new Error('no')
      },
    },
  ),
  Object.defineProperty(new Error('x'), 'message', {
    get: () => {
      throw new Error('no')
    },
  }),
  Object.assign(new Error('x'), { stack: 7, message: Symbol('x'), cause: 1n }),
  {
    toString: () => {
      throw new Error('no')
    },
    toJSON: () => {
      throw new Error('no')
    },
  },
]
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  fc.constantFrom(...hostile, undefined, null, '', Symbol('s')),
)

const textOf = (thrown: unknown) =>
  recordOf(() => log.error('it broke', { requestId: 'abc' }, thrown)).error

test('whatever is thrown becomes one line of JSON, as text that says something', () => {
  fc.assert(
    fc.property(anything, (thrown) => {
      expect(textOf(thrown)).not.toBe('')
    }),
  )
})

test('an error is told with its stack, whatever caused it and however often in a circle', () => {
  fc.assert(
    fc.property(fc.string(), anything, fc.boolean(), (message, cause, cyclic) => {
      const error = new TypeError(message, { cause })
      if (cyclic) error.cause = new Error('between', { cause: error })
      expect(textOf(error)).toMatch(/^TypeError: [\s\S]*\n +at .*log\.test/)
    }),
  )
})

test('an error is told with its code and what caused it, down to the network', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const neon = new NeonDbError('Error connecting to database: fetch failed')
  neon.sourceError = refused
  const { error, requestId } = recordOf(() =>
    log.error('it broke', { requestId: 'abc' }, new Error('outer', { cause: neon })),
  )

  expect(requestId).toBe('abc')
  expect(error.match(/^(?:caused by )?\w*Error.*$/gm)).toEqual([
    'Error: outer',
    'caused by NeonDbError: Error connecting to database: fetch failed',
    'caused by Error [ECONNREFUSED]: connect ECONNREFUSED',
  ])
  expect(error.match(/^ +at .*log\.test/gm)?.length).toBeGreaterThanOrEqual(3)
})

test('values of parameters, addresses, passwords and query strings are left out', () => {
  const secrets = ['ada@example.org', 'hunter2', 'Grace Hopper', 's3cr3t', 'tok-123']
  const query = new DrizzleQueryError(
    'insert into "people" ("name", "email") values ($1, $2)',
    ['Grace Hopper\n    at s3cr3t', 'ada@example.org'],
    new NeonDbError(
      'connect to postgres://me:hunter2@db.example/hallway failed for ada@example.org',
    ),
  )
  const redis = new Error('WRONGTYPE, command was: [["set","session","tok-123"]]', { cause: query })
  const line = lineOf(() => log.error('it broke', { url: 'https://a.example/?q=s3cr3t' }, redis))

  for (const secret of secrets) expect(line).not.toContain(secret)
  expect(line).toContain('insert into')
  expect(line).toContain('postgres://[secret]@db.example/hallway')
  expect(line).toContain('WRONGTYPE')
})

test('no text of a stranger begins a line, whatever counts as one', () => {
  const text = 'a\u0085b\u2028c\u2029{"level":"error"}'
  const line = lineOf(() => log.error('x', { path: text }))
  expect(line.split(/[\n\r\u0085\u2028\u2029]/)).toHaveLength(1)
  expect(JSON.parse(line)).toMatchObject({ path: text })
})

test('a text without an error is a record of its own, each value as it is', () => {
  const record = recordOf(() =>
    log.error('done', { job: 'send-email', ms: 3, cached: false, none: null }),
  )
  expect(record).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    level: 'error',
    message: 'done',
    job: 'send-email',
    ms: 3,
    cached: false,
    none: null,
  })
})
