import { inArray, sql } from 'drizzle-orm'
import { outbox } from '#db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { isCoalesced } from '../jobs.ts'
import type { Message } from '../messages.ts'

/**
 * Hands messages that are in the outbox to the queue and notes that they were sent. Should it break
 * between the two they are sent again, and the queue or the job lets the second one pass. Of messages
 * that wait together it is noted when they are settled.
 */
export async function publishMessages(
  deps: Pick<Deps, 'publish' | 'commit' | 'write'>,
  messages: readonly Message[],
): Promise<void> {
  if (messages.length === 0) return
  await deps.publish(messages)
  const ids = messages.filter(({ job }) => !isCoalesced(job)).map(({ id }) => id)
  if (ids.length === 0) return
  await deps.commit([
    deps.write.update(outbox).set({ sentAt: sql`now()` }).where(inArray(outbox.id, ids)),
  ])
}
