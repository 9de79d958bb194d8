import type { Mutation } from './mutation.ts'

export const mutations: Mutation[] = [
  {
    promise: 'an error of KV while the site is read-only opens no writes',
    file: 'workers/gateway/site-state.ts',
    before: "log.error('the site state could not be read; the last known one holds', {}, error)",
    after: 'known = { mode: WRITABLE, replicas: UNKNOWN }\n    log.error("unread", {}, error)',
    test: 'tests/workers/gateway/site-state.test.ts',
  },
]
