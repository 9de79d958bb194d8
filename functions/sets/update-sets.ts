import { asc, inArray } from 'drizzle-orm'
import { outbox } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { jobs } from '../jobs.ts'
import { message } from '../messages.ts'
import type { Settlement } from '../outbox/run-job.ts'
import { isWaiting, settleWaiting } from '../outbox/waiting.ts'
import { keyOf, PAIRS_LIMIT, type Pair, settlePairs } from './settle-pairs.ts'

const JOB = 'update-sets'

/** Messages that one run settles: more are left to the next. */
const MAX_MESSAGES = 4 * PAIRS_LIMIT

/**
 * Job. Brings the sets up to date with every tie of a person to an event that has changed and whose
 * message waits, whatever the tie is by now. `payload` is that of the message which stands for them:
 * it waits too, unless an older version of Hallway sent it; null when nobody can read it.
 */
export async function updateSets(deps: Deps, payload: Pair | null): Promise<Settlement> {
  const { write } = deps
  const waiting = await write
    .select({ id: outbox.id, payload: outbox.payload })
    .from(outbox)
    .where(isWaiting(JOB))
    .orderBy(asc(outbox.createdAt))
    .limit(MAX_MESSAGES)

  const requested = [
    ...(payload ? [payload] : []),
    ...waiting.flatMap((row) => readPair(row.payload)),
  ]
  const pairs = [...new Map(requested.map((pair) => [keyOf(pair), pair])).values()]
  const again: Pair[] = []
  for (let from = 0; from < pairs.length; from += PAIRS_LIMIT)
    again.push(...(await settlePairs(deps, pairs.slice(from, from + PAIRS_LIMIT))))
  // Where there was no room for all, any message asks for another run.
  if (waiting.length === MAX_MESSAGES) again.push(...pairs.slice(-1))

  const seen = waiting.map(({ id }) => id)
  return {
    statements: settleWaiting(write, JOB, inArray(outbox.id, seen)),
    messages: again.map((pair) => message(JOB, pair)),
  }
}

/** None for a row that a later version wrote: comparing the sets finds what it was about. */
function readPair(payload: unknown): Pair[] {
  const read = jobs[JOB].payload.safeParse(payload)
  return read.success ? [read.data] : []
}
