import { parseArgs } from 'node:util'
import { createRedis, JOB_TIMEOUT_MS } from '#db/redis.ts'
import { rebuildSets } from '#functions/sets/rebuild-sets.ts'
import { deriveCounts } from './generate/derive.ts'
import { generateDirectory } from './generate/generate-directory.ts'
import { LARGEST_SCALE } from './generate/sizes.ts'
import { openDatabase, openLocal, requireSetting } from './ops/target.ts'

/**
 * `npm run generate`: fills the stack that `npm start` runs here with an invented directory of the size
 * that Hallway has to be quick with; `--replace` throws the sample away first. Never a deployed site:
 * there is no option for one.
 */
const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    replace: { type: 'boolean', default: false },
  },
})
const { replace } = values
const scale = Number(values.scale)
const seed = Number(values.seed)
if (!(scale > 0 && scale <= LARGEST_SCALE) || !Number.isInteger(seed)) {
  console.error(
    `npm run generate -- [--scale 0.1 (above 0, at most ${LARGEST_SCALE})] [--seed 1 (a whole number)] [--replace]`,
  )
  process.exit(2)
}

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
