import { expect, test } from 'vitest'
import { lastComplaint } from '#scripts/stack/postgres-server.ts'

const at = '2026-11-29 15:50:05.123 UTC'

test('a server that stopped in its recovery says why, not what it told us while we waited', () => {
  const log = `
${at} [1] PANIC:  could not write to file "pg_wal/xlogtemp.1": No space left on device
${at} [2] FATAL:  the database system is not yet accepting connections
${at} [2] DETAIL:  Consistent recovery state has not been yet reached.
${at} [3] FATAL:  the database system is starting up
${at} [0] LOG:  startup process (PID 1) was terminated by signal 6: Aborted
${at} [0] LOG:  aborting startup due to startup process failure
`
  expect(lastComplaint(log)).toBe(
    'could not write to file "pg_wal/xlogtemp.1": No space left on device',
  )
})

test('one that complained of nothing is told of by its last line', () => {
  expect(lastComplaint(`${at} [3] FATAL:  the database system is starting up\nKilled\n`)).toBe(
    'Killed',
  )
})
