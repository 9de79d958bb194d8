import { expect, test } from 'vitest'
import { LEAST_SETTINGS } from '#scripts/bench/least-settings.ts'
import { parseSettings } from '#workers/env.ts'

const given = {
  ...LEAST_SETTINGS,
  ORIGIN: 'https://hallway.example/',
  PAGE_CACHE_SECONDS: '5',
  DATABASE_URL: 'postgres://a:secret@db.example/a',
  REPLICA_URLS: 'postgres://b.example/a, postgres://c.example/a',
}

test('settings are read from text, and what nobody chose is as usual', () => {
  expect(parseSettings({ ...given, X_MONTHLY_POSTS: 7 })).toMatchObject({
    ORIGIN: 'https://hallway.example',
    PAGE_CACHE_SECONDS: 5,
    REPLICA_URLS: ['postgres://b.example/a', 'postgres://c.example/a'],
    CLIENT_ADDRESS: 'socket',
    QSTASH_URL: 'https://qstash.upstash.io',
    MASTODON_URLS: [],
    X_MONTHLY_POSTS: 7,
    RECONCILE_EVERY_MINUTES: 1440,
    ALERT_URL: undefined,
  })
})

test.each([
  ['ORIGIN', undefined],
  ['ORIGIN', 'hallway.example'],
  ['PAGE_CACHE_SECONDS', undefined],
  ['PAGE_CACHE_SECONDS', '61'],
  ['PAGE_CACHE_SECONDS', '1.5'],
  ['PAGE_CACHE_SECONDS', 'five'],
  ['CLIENT_ADDRESS', 'X Forwarded'],
  ['DATABASE_URL', ''],
  ['SESSION_SECRET', 'short'],
  ['ALERT_URL', 'nowhere'],
  ['ALERT_MAIL', 'operators'],
  ['GITHUB_CLIENT_ID', ''],
  ['X_MONTHLY_POSTS', '-1'],
  ['RECONCILE_EVERY_MINUTES', '0'],
])('%s may not be %s: it is named, and no value is', (name, value) => {
  const read = () => parseSettings({ ...given, [name]: value })
  expect(read).toThrow(new RegExp(`^Hallway is not configured: ${name} must be [^;]+$`))
  expect(read).not.toThrow(/secret|short|nowhere|operators/)
})

test('all that is wrong is told at once', () => {
  expect(() => parseSettings({})).toThrow(/ORIGIN .*; PAGE_CACHE_SECONDS .*; MAIL_FROM /)
})
