import type { Mutation } from './mutation.ts'

const siteState = 'tests/workers/gateway/site-state.test.ts'
const test = 'tests/workers/edge/read-only.test.ts'

export const mutations: Mutation[] = [
  {
    promise: 'an error of KV while the site is read-only opens no writes',
    file: 'workers/gateway/site-state.ts',
    before: "log.error('the site state could not be read; the last known one holds', {}, error)",
    after: 'known = { mode: WRITABLE, replicas: UNKNOWN }\n    log.error("unread", {}, error)',
    test: siteState,
  },
  {
    promise: 'while read-only the clock changes nothing either',
    file: 'workers/run-cron.ts',
    before: 'if (readOnly) return',
    after: '',
    test: 'tests/workers/run-cron.test.ts',
  },
  {
    promise: 'a database that takes no writes is told as that, with a time to come back',
    file: 'functions/outbox/commit.ts',
    before: 'if (isReadOnlyError(error))',
    after: 'if (false)',
    test,
  },
  {
    promise: 'while read-only the dashboard too takes everybody for a stranger',
    file: 'workers/gateway/gateway.ts',
    before: "headers.delete('Cookie')",
    after: '',
    test,
  },
  {
    promise: 'while read-only pages take everybody for a stranger',
    file: 'workers/gateway/cache-policy.ts',
    before: 'if (mode.readOnly && isReadOnly(mode, new Date(nowMs))) return READ_ONLY_FRESH_MS',
    after: '',
    test,
  },
  {
    promise: 'while read-only no form is taken, nor a delivery of the queue',
    file: 'workers/middleware/site-basics.ts',
    before: 'if (!safe && readOnly !== null)',
    after: 'if (false)',
    test,
  },
]
