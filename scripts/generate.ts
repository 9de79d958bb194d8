import { InvalidArgumentError } from 'commander'
import { createRedis, JOB_TIMEOUT_MS } from '#db/redis.ts'
import { rebuildSets } from '#functions/sets/rebuild-sets.ts'
import { commandLine } from './command-line.ts'
import { deriveCounts } from './generate/derive.ts'
import { generateDirectory } from './generate/generate-directory.ts'
import { LARGEST_SCALE } from './generate/sizes.ts'
import { openDatabase, openLocal, requireSetting } from './ops/target.ts'

/** Never a deployed site: there is no option for one. */
const { scale, seed, replace } = commandLine(
  'npm run generate --',
  'Fill the stack that npm start runs here with an invented directory of the size that Hallway has to be quick with.',
)
  .option('--scale <share>', `of the full size: above 0, at most ${LARGEST_SCALE}`, readScale, 1)
  .option('--seed <number>', 'a whole number: the same one makes the same directory', readSeed, 1)
  .option('--replace', 'throw the sample away first', false)
  .parse()
  .opts<{ scale: number; seed: number; replace: boolean }>()

const startedAtMs = performance.now()
const target = await openLocal(process.env.HALLWAY_DATA ?? '.hallway')
await generateDirectory(requireSetting(target, 'DATABASE_URL'), {
  ...{ scale, seed, replace },
  onStep: say,
})
say('counts')
const write = openDatabase(target)
await deriveCounts(write)
say('sets in Redis')
await rebuildSets({
  now: () => new Date(),
  write,
  redis: createRedis({
    timeoutMs: JOB_TIMEOUT_MS,
    url: requireSetting(target, 'UPSTASH_REDIS_REST_URL'),
    token: requireSetting(target, 'UPSTASH_REDIS_REST_TOKEN'),
  }),
})
say('done')

function say(what: string) {
  console.error(`${((performance.now() - startedAtMs) / 1000).toFixed(1).padStart(6)} s  ${what}`)
}

function readScale(text: string): number {
  const scale = Number(text)
  if (scale > 0 && scale <= LARGEST_SCALE) return scale
  throw new InvalidArgumentError(`It is above 0, and at most ${LARGEST_SCALE}.`)
}

function readSeed(text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It is a whole number.')
}
