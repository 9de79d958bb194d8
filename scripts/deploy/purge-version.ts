import { connectNeon, createDatabase } from '#db/client.ts'
import { message } from '#functions/messages.ts'
import { createCommit } from '#functions/outbox/commit.ts'
import { publishMessages } from '#functions/outbox/publish-messages.ts'
import { createPublisher } from '#queues/publisher.ts'
import { queueUrl } from '#scripts/ops/dead-letters.ts'
import type { KnownSettings } from '#scripts/ops/settings-file.ts'

/**
 * Has the site purge the pages that a version made (`v-<version>`, public-pages.ts). Only the Worker
 * can ask Cloudflare's cache for that, so it gets a message like any other. Resolves when the queue
 * has it; rejects when the database or the queue does not take it.
 */
export async function purgeVersion(
  settings: KnownSettings,
  origin: string,
  version: string,
): Promise<void> {
  const { DATABASE_URL: url = '', NEON_SQL_ENDPOINT: endpoint } = settings
  connectNeon({ fetch, endpoint })
  const write = createDatabase({ url })
  const commit = createCommit(write, () => {})
  const publish = createPublisher({
    url: queueUrl({ settings }),
    token: settings.QSTASH_TOKEN ?? '',
    origin,
  })
  const purge = message('purge-pages', { tags: [`v-${version}`] })
  await commit([], { messages: [purge] })
  await publishMessages({ write, commit, publish }, [purge])
}
