import type { Mutation } from './mutation.ts'

export const mutations: Mutation[] = [
  {
    promise: 'no script can read a cookie of ours',
    file: 'workers/signed-cookie.ts',
    before: 'httpOnly: true',
    after: 'httpOnly: false',
    test: 'tests/workers/accounts/session-cookie.test.ts',
  },
  {
    promise: 'no cookie of ours can be passed off as another',
    file: 'workers/signed-cookie.ts',
    before: '(c: Context<AppEnv>, name: CookieName, value: string) =>',
    after: "(c: Context<AppEnv>, _: CookieName, value: string, name = 'session') =>",
    test: 'tests/workers/accounts/session-cookie.test.ts',
  },
  {
    promise: 'a cookie that has expired signs nobody in',
    file: 'workers/middleware/session-cookie.ts',
    before: 'session && session.expiresAt > now ? session',
    after: 'session ? session',
    test: 'tests/workers/accounts/session-cookie.test.ts',
  },
  {
    promise: 'a session that has expired in the database has no viewer',
    file: 'functions/attendances/queries.ts',
    before: '.where(isAlive(account))',
    after: '.where(eq(authSessions.id, account.sessionId))',
    test: 'tests/workers/accounts/signed-in.test.ts',
  },
  {
    promise: 'what somebody attends and tracks is read by a session that has not expired',
    file: 'functions/accounts/live-session.ts',
    before: 'gt(authSessions.expiresAt, sql`now()`),',
    after: '',
    test: 'tests/functions/accounts/live-session.test.ts',
  },
  {
    promise: 'a page that finds the session ended tells the browser',
    file: 'workers/middleware/session.ts',
    before: 'if (known === null) return endSession(c)',
    after: '',
    test: 'tests/workers/accounts/signed-in.test.ts',
  },
  {
    promise: 'a write that finds the session ended is one line of the audit log',
    file: 'workers/middleware/session.ts',
    before: 'if (isRefused) return clearSession(c)',
    after: '',
    test: 'tests/workers/audit.test.ts',
  },
  {
    promise: 'a write asks whether its session is alive',
    file: 'functions/outbox/commit.ts',
    before: 'select require_auth_session(',
    after: 'select (',
    test: 'tests/workers/accounts/signed-in.test.ts',
  },
  {
    promise: 'a session in use is prolonged by the site',
    file: 'workers/site.ts',
    before: 'consistency, prolongSession, publishAfterAnswer)',
    after: 'consistency, publishAfterAnswer)',
    test: 'tests/workers/accounts/signed-in.test.ts',
  },
  {
    promise: 'what a request announces is published once it is answered',
    file: 'workers/site.ts',
    before: 'consistency, prolongSession, publishAfterAnswer)',
    after: 'consistency, prolongSession)',
    test: 'tests/workers/accounts/sign-in.test.ts',
  },
]
