import { inArray, lt } from 'drizzle-orm'
import { authSessions, signInTokens } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'

/** Links are kept a while after they expired: without Redis they are what the limits are counted by. */
const KEPT_MS = 2 * 3_600_000
const ROWS_PER_RUN = 1_000

/** Cron. Deletes sessions and sign-in links that have expired, a bounded number at a time. */
export async function sweepSignIns(deps: Deps): Promise<void> {
  const { write: db } = deps
  const now = deps.now()
  const oldLinks = db
    .select({ id: signInTokens.id })
    .from(signInTokens)
    .where(lt(signInTokens.expiresAt, new Date(now.getTime() - KEPT_MS)))
    .limit(ROWS_PER_RUN)
  const oldSessions = db
    .select({ id: authSessions.id })
    .from(authSessions)
    .where(lt(authSessions.expiresAt, now))
    .limit(ROWS_PER_RUN)
  await deps.commit([
    db.delete(signInTokens).where(inArray(signInTokens.id, oldLinks)),
    db.delete(authSessions).where(inArray(authSessions.id, oldSessions)),
  ])
}
