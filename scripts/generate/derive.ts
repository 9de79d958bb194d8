import type { Database } from '#db/client.ts'
import { rebuildCoverageCounts } from '#functions/coverage/count-coverage.ts'
import { countEvents } from '#functions/events/count-events.ts'
import { storesOf } from '#functions/outbox/commit.ts'
import { countAllSpeakers } from '#functions/people/count-speakers.ts'
import { indexAllDocuments } from '#functions/search/index-documents.ts'

/** Makes all counts that pages read, which crons and jobs keep up otherwise. */
export async function deriveCounts(write: Database): Promise<void> {
  const deps = { ...storesOf(write), now: () => new Date() }
  await countEvents(deps)
  await countAllSpeakers(deps)
  await rebuildCoverageCounts(deps)
  await indexAllDocuments(deps)
}
