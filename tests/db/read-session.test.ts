import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ReadSession } from '#db/read-session.ts'

const single = JSON.stringify({ query: 'select 1', params: [] })
const batch = JSON.stringify({ queries: [{ query: 'select 1', params: ['"]}'] }] })

/** What a server answers to what it was asked, with these first columns. */
const answer = (...columns: (string | null)[]) =>
  JSON.stringify({ results: columns.map((column) => ({ rows: [[column]] })) })
const queriesIn = (body: string) =>
  (JSON.parse(body) as { queries: { query: string; params: string[] }[] }).queries

test('a replica is asked for both what its reader wrote and how far they have read, before the query', () => {
  const session = new ReadSession({ wrote: '8405', read: '16/B374D848' })
  const [check, query, position] = queriesIn(session.around(batch, 'replica').body)

  expect(check?.query).toContain(`pg_xact_status($1::xid8) = 'committed'`)
  expect(check?.query).toContain('>= $2::pg_lsn')
  expect(check?.params).toEqual(['8405', '16/B374D848'])
  expect(query).toEqual({ query: 'select 1', params: ['"]}'] })
  expect(position?.query).toContain('pg_last_wal_replay_lsn()')
})

test('whoever has seen nothing, or asks the primary, is only told how far the log has got', () => {
  const known = new ReadSession({ wrote: '8405', read: '0/1' })
  const nobody = new ReadSession({ wrote: null, read: null })
  expect(queriesIn(known.around(single, 'primary').body)).toHaveLength(2)
  expect(queriesIn(nobody.around(single, 'replica').body)).toHaveLength(2)
})

const POSITION =
  'case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end'
const HAS_WRITE = `pg_xact_status($1::xid8) = 'committed'`
test.each([
  [{ wrote: '8405', read: null }, `select ${HAS_WRITE}`, ['8405']],
  [{ wrote: null, read: '0/1' }, `select ${POSITION} >= $1::pg_lsn`, ['0/1']],
  [
    { wrote: '8405', read: '0/1' },
    `select ${HAS_WRITE} and ${POSITION} >= $2::pg_lsn`,
    ['8405', '0/1'],
  ],
])('who has seen %j has a replica asked for that, and for nothing else', (seen, query, params) => {
  const [check] = queriesIn(new ReadSession(seen).around(single, 'replica').body)
  expect(check).toEqual({ query, params })
})

test('a server that says nothing of its log has shown nothing, and is no further than before', () => {
  const rowless = (results: number) =>
    JSON.stringify({ results: Array(results).fill({ rows: [] }) })
  const session = new ReadSession({ wrote: '8405', read: null })
  expect(session.around(single, 'primary').read(rowless(2))).toEqual({ rows: [] })
  expect([session.position, session.isAhead]).toEqual([null, false])
  expect(session.around(single, 'replica').read(rowless(3))).toBeNull()
  expect(session.isAhead).toBe(true)
})

test.each(['f', null])('a replica that answers %s lacks what its reader has seen', (said) => {
  const session = new ReadSession({ wrote: '8405', read: null })
  expect(session.around(single, 'replica').read(answer(said, 'row', '0/5'))).toBeNull()
  expect(session.isAhead).toBe(true)
  expect(session.position).toBeNull()
})

test('an id that the replica has not heard of means that it lacks the write; the primary’s 22023 is a mistake', () => {
  const session = new ReadSession({ wrote: '8405', read: null })
  expect(session.noteRefusal('22023', 'primary')).toBe(false)
  expect(session.noteRefusal('23505', 'replica')).toBe(false)
  expect(session.isAhead).toBe(false)
  expect(session.noteRefusal('22023', 'replica')).toBe(true)
  expect(session.isAhead).toBe(true)
  expect(new ReadSession({ wrote: null, read: '0/1' }).noteRefusal('22023', 'replica')).toBe(false)
})

test('the driver gets what it asked for: one result, or a batch of them', () => {
  const session = new ReadSession({ wrote: '8405', read: null })
  expect(session.around(single, 'replica').read(answer('t', 'row', '0/5'))).toEqual({
    rows: [['row']],
  })
  expect(session.around(batch, 'replica').read(answer('t', 'a', '0/5'))).toEqual({
    results: [{ rows: [['a']] }],
  })
})

test('of all places in the log that a request has read at, the furthest is kept', () => {
  const lsn = fc.tuple(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0xffffffff }))
  fc.assert(
    fc.property(fc.array(lsn, { minLength: 1 }), (places) => {
      const session = new ReadSession({ wrote: null, read: null })
      const text = ([high, low]: [number, number]) =>
        `${high.toString(16)}/${low.toString(16)}`.toUpperCase()
      for (const place of places) session.around(single, 'primary').read(answer('row', text(place)))
      const furthest = places.reduce((a, b) =>
        b[0] > a[0] || (b[0] === a[0] && b[1] > a[1]) ? b : a,
      )
      expect(session.position).toBe(text(furthest))
    }),
  )
})

test('a place that the reader has read before is no news', () => {
  const session = new ReadSession({ wrote: null, read: '0/A' })
  const answer = (position: string) => {
    const { read } = session.around('{}', 'primary')
    read(JSON.stringify({ results: [{ rows: [] }, { rows: [[position]] }] }))
  }

  answer('0/A')
  expect([session.position, session.newPosition]).toEqual(['0/A', null])
  answer('0/B')
  expect(session.newPosition).toBe('0/B')
})
