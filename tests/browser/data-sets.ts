import { connectNeon, createDatabase } from '#db/client.ts'
import { deriveCounts } from '#scripts/generate/derive.ts'
import { generateDirectory } from '#scripts/generate/generate-directory.ts'
import { seed } from '#scripts/seed.ts'
import type { StackOptions } from '#scripts/stack/stack.ts'

type Fill = NonNullable<StackOptions['prepare']>

const filledBy =
  (fill: (db: ReturnType<typeof createDatabase>, url: string) => Promise<unknown>): Fill =>
  async ({ DATABASE_URL: url = '', NEON_SQL_ENDPOINT: endpoint }) => {
    connectNeon({ fetch, endpoint })
    await fill(createDatabase({ url }), url)
  }

/** What pages are looked at with: what `npm start` shows, and a directory with programmes of 1,000 sessions. */
export const dataSets: [string, Fill][] = [
  ['the sample', filledBy((db) => seed(db, { now: new Date() }))],
  [
    'a generated directory',
    filledBy(async (db, url) => {
      await generateDirectory(url, { scale: 0.01, seed: 1 })
      await deriveCounts(db)
    }),
  ],
]
