import type { Mutation } from './mutation.ts'

const test = 'tests/workers/edge/replicas.test.ts'
const consistency = 'workers/middleware/consistency.ts'
const replicas = 'db/replicas.ts'
const readSession = 'db/read-session.ts'
const health = 'workers/replica-health.ts'

export const mutations: Mutation[] = [
  {
    promise: 'a reader is led to the same replica always',
    file: consistency,
    before: 'account?.sessionId ?? crypto.randomUUID()',
    after: 'crypto.randomUUID()',
    test,
  },
  {
    promise: 'strangers are spread over all replicas',
    file: 'workers/public-pages.ts',
    before: 'seed: crypto.randomUUID()',
    after: "seed: 'nobody'",
    test,
  },
  {
    promise: 'what decides a write is read from the primary',
    file: consistency,
    before: 'safe ? ordered : ordered.toSorted(primaryFirst)',
    after: 'ordered',
    test,
  },
  {
    promise: 'whoever wrote is told so by a cookie',
    file: consistency,
    before: 'if (scope.lastWrite !== null)',
    after: 'if (false)',
    test,
  },
  {
    promise: 'whoever has read further is told so by a cookie',
    file: consistency,
    before: 'if (position) writeSignedCookie',
    after: 'if (false) writeSignedCookie',
    test,
  },
  {
    promise: 'nobody is sent a cookie for having read what they had read before',
    file: readSession,
    before: 'this.position === this.#seen.read ? null : this.position',
    after: 'this.position',
    test,
  },
  {
    promise: 'a replica is asked whether it shows what its reader wrote',
    file: readSession,
    before: "...(wrote === null ? [] : [`pg_xact_status($1::xid8) = 'committed'`])",
    after: "...(wrote === null ? [] : ['$1::xid8 is not null'])",
    test,
  },
  {
    promise: 'a replica is asked whether it shows all that its reader has read',
    file: readSession,
    before: '>= $${params.length}::pg_lsn`',
    after: 'is distinct from $${params.length}::pg_lsn`',
    test,
  },
  {
    promise: 'a replica that lacks what its reader has seen is asked once a request',
    file: 'db/route.ts',
    before: "if (server.role === 'replica' && session?.isAhead) continue",
    after: '',
    test,
  },
  {
    promise: 'a replica that failed rests',
    file: replicas,
    before: 'if (seen.isDown) seen.failedAtMs = nowMs',
    after: '',
    test,
  },
  {
    promise: 'a replica that fails costs its readers no page',
    file: replicas,
    before: 'servers: isFresh || isAlone ? [replica, first] : [first, replica]',
    after: 'servers: isFresh || isAlone ? [replica] : [first, replica]',
    test,
  },
  {
    promise: 'without the primary pages come from a replica, without waiting for the primary',
    file: replicas,
    before: 'isFresh || isAlone ?',
    after: 'isFresh ?',
    test,
  },
  {
    promise: 'a replica that the cron found behind is left out',
    file: replicas,
    before: 'const isFresh = !isBehind && ',
    after: 'const isFresh = ',
    test,
  },
  {
    promise: 'an isolate that hears nothing of a replica sees for itself',
    file: health,
    before: 'if (check !== null &&',
    after: 'if (false &&',
    test,
  },
  {
    promise: 'a replica that an isolate finds behind is not read from',
    file: health,
    before: 'noteCheck(url, await catchesUp(url, lsn), startedAtMs)',
    after: 'noteCheck(url, true, startedAtMs)',
    test,
  },
]
