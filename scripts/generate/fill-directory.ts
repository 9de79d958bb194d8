import { fillSets } from '../ops/fill-sets.ts'
import { openDatabase, requireSetting, type Target } from '../ops/target.ts'
import { deriveCounts } from './derive.ts'
import { generateDirectory, type Options, vacuum } from './generate-directory.ts'

const SAID_EVERY = 1_000_000

/** Fills a stack with a generated directory and with all that is derived from it: counts, and sets in Redis. */
export async function fillDirectory(
  target: Pick<Target, 'where' | 'settings'>,
  options: Options,
): Promise<void> {
  const { onStep = () => {} } = options
  const databaseUrl = requireSetting(target, 'DATABASE_URL')
  await generateDirectory(databaseUrl, options)
  const write = openDatabase(target)
  onStep('counts')
  await deriveCounts(write)
  onStep('sets in Redis')
  let said = 0
  await fillSets({ ...target, write }, (written) => {
    if (written - said < SAID_EVERY) return
    said = written
    onStep(`sets in Redis: ${written} members`)
  })
  onStep('statistics of all that')
  await vacuum(databaseUrl)
}
