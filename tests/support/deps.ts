import type { Deps, Mail } from '#functions/deps.ts'
import type { Message } from '#functions/messages.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import { PublicFetchFailure } from '#functions/web/fetch-public.ts'
import { db } from './database.ts'
import { redis } from './redis.ts'

/** Deps with a still clock, and edges that only remember what reached them. */
export function makeDeps({
  now = new Date('2026-06-01T12:00:00Z'),
  ...overrides
}: Partial<Deps> | { now?: Date } = {}) {
  const published: Message[] = []
  const committed: Message[] = []
  const mails: Mail[] = []
  const purged: string[] = []
  const deps: Deps = {
    read: db,
    write: db,
    commit: createCommit(db, ({ messages }) => committed.push(...messages)),
    publish: async (messages) => {
      published.push(...messages)
    },
    redis,
    mail: async (mail) => {
      mails.push(mail)
    },
    github: null,
    postSources: [],
    fetchPublic: async () => {
      throw new PublicFetchFailure('unreachable', 'There is no web in this test')
    },
    purge: async (tags) => {
      purged.push(...tags)
    },
    config: {
      origin: 'http://localhost',
      sessionSecret: 'a test secret of at least 32 characters',
      xMonthlyPosts: 1000,
      reconcileEveryMinutes: 60,
    },
    now: () => now as Date,
    ...(overrides as Partial<Deps>),
  }
  return { deps, published, committed, mails, purged }
}
