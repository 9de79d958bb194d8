import { existsSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Problem } from '#scripts/stack/problem.ts'
import { explainFullDisk, explainStorage } from '#scripts/stack/storage-problem.ts'

const full = 'The disk that holds /data is full. Make room there, then start again'

function failureOf(work: () => void): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return null
}

test.runIf(existsSync('/dev/full'))(
  'a full disk is named, also as the cause of another error',
  () => {
    const error = failureOf(() => writeFileSync('/dev/full', 'x'))

    expect(explainStorage(error, '/data')).toMatchObject({ name: 'Problem', message: full })
    const wrapped = new Error('The migration failed', { cause: error })
    expect(explainStorage(wrapped, '/data')).toMatchObject({ message: full })
  },
)

test('Postgres’ and SQLite’s words for it are known, and others are left alone', () => {
  const postgres = 'could not write to file "pg_wal/xlogtemp.1": No space left on device'
  expect(explainFullDisk(postgres, '/data')).toBe(full)
  expect(explainFullDisk('database or disk is full', '/data')).toBe(full)
  expect(explainFullDisk('could not locate a valid checkpoint record', '/data')).toBeNull()
})

test('what may not be written is told with its reason; bugs and problems stay what they are', () => {
  const refused = new Error("EACCES: permission denied, mkdir '/data'")
  expect(explainStorage(refused, '/data')).toMatchObject({
    name: 'Problem',
    message: expect.stringMatching(/^\/data cannot be written \(EACCES/),
  })
  const bug = new TypeError('x is not a function')
  expect(explainStorage(bug, '/data')).toBe(bug)
  const problem = new Problem('Port 80 is in use')
  expect(explainStorage(problem, '/data')).toBe(problem)
})
